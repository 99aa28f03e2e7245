import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { crc32 } from 'node:zlib'
import { fileInfo } from '#main/study/fileInfo.ts'
import { studyDecoder } from '#main/study/openStudy.ts'
import { fileTags } from '#main/study/tags.ts'
import { mutationSeeds } from '../../support/mutationSeeds.ts'
import type { Target } from '../target.ts'

const pictures: readonly [name: string, seeds: RegExp][] = [
  ['PNG', /^png/],
  ['JPEG', /^jpegFile/],
  ['TIFF', /^tiff/],
  ['WebP', /^webp/],
  ['BMP', /^bmp/],
]
const isPicture = (seed: string): boolean => pictures.some(([, seeds]) => seeds.test(seed))

/** One file after the other by every way on which the program opens a film. */
function filmTarget(name: string, takes: (seed: string) => boolean): Target {
  return {
    name,
    seeds: async () =>
      Object.entries(await mutationSeeds())
        .filter(([seed]) => takes(seed))
        .map(([, bytes]) => bytes),
    start: async (folder) => {
      const path = join(folder, 'film')
      return {
        take: async (bytes, index) => {
          await writeFile(path, bytes)
          if (index % 4 === 1) await fileTags(path)
          if (index % 4 === 2) await fileInfo(path)
          if (index % 4 === 3) await studyDecoder.header(path)
          await studyDecoder.film(path, 0)
          return 'opened'
        },
      }
    },
  }
}

const pictureOf = (name: string): Target => {
  const [, seeds] = pictures.find(([other]) => other === name)!
  return filmTarget(name, (seed) => seeds.test(seed))
}
export const dicom = filmTarget('DICOM', (seed) => !isPicture(seed))
export const png = { ...pictureOf('PNG'), mend: mendedPng }
export const jpeg = pictureOf('JPEG')
export const tiff = pictureOf('TIFF')
export const webp = pictureOf('WebP')
export const bmp = pictureOf('BMP')

/** PNG, 5.3: length, type, data, and a CRC over type and data. */
function mendedPng(bytes: Uint8Array): Uint8Array {
  const mended = Buffer.from(bytes)
  for (let at = 8; at + 12 <= mended.length;) {
    const end = at + 8 + mended.readUInt32BE(at)
    if (end + 4 > mended.length) break
    mended.writeUInt32BE(crc32(mended.subarray(at + 4, end)), end)
    at = end + 4
  }
  return mended
}
