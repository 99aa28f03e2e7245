import { mkdir } from 'node:fs/promises'
import { basename, join } from 'node:path'
import sharp from 'sharp'
import type { Random } from '#main/network/random.ts'
import { outlineOf } from '#main/pictures/index.ts'

export type Picture = { pixels: Buffer; width: number; height: number }
export type Plant = { letter: string; where: 'beside' | 'corner' }

/** Heights of letters, in pixels of a film of 640. */
const [smallest, largest] = [24, 40]
const margin = 8
const tries = 60

export async function pictureOf(file: string): Promise<Picture> {
  const { data, info } = await sharp(file).greyscale().raw().toBuffer({ resolveWithObject: true })
  return { pixels: data, width: info.width, height: info.height }
}

export async function writePicture(folder: string, file: string, { pixels, width, height }: Picture): Promise<string> {
  await mkdir(folder, { recursive: true })
  const path = join(folder, `${basename(file, '.jpg')}.png`)
  await sharp(pixels, { raw: { width, height, channels: 1 } })
    .png({ compressionLevel: 1 })
    .toFile(path)
  return path
}

/**
 * The film with a letter as bright as its brightest pixel, so that its window stays as it is: in its darkest corner, or
 * at one of the darker places outside of its middle, as somebody lays a marker beside a limb.
 */
export async function planted(film: Picture, { letter, where }: Plant, random: Random): Promise<Picture> {
  const size = smallest + random.below(largest - smallest + 1)
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${size}" height="${size}"><path d="${outlineOf(letter, size * 0.1, size * 0.95, size * 1.2)}" fill="#fff"/></svg>`
  const { data: ink } = await sharp(Buffer.from(svg))
    .extractChannel('alpha')
    .raw()
    .toBuffer({ resolveWithObject: true })
  const [x, y] = placeOf(film, size, where, random)
  const brightest = film.pixels.reduce((most, grey) => Math.max(most, grey), 0)
  const pixels = Buffer.from(film.pixels)
  for (let row = 0; row < size; row++)
    for (let column = 0; column < size; column++) {
      const at = (y + row) * film.width + x + column
      const share = ink[row * size + column] / 255
      pixels[at] = Math.round(share * brightest + (1 - share) * pixels[at])
    }
  return { ...film, pixels }
}

function placeOf(film: Picture, size: number, where: Plant['where'], random: Random): [number, number] {
  const [most, lowest] = [film.width - size - margin, film.height - size - margin]
  const places = Array.from({ length: where === 'corner' ? 4 : tries }, (_, i): [number, number] =>
    where === 'corner'
      ? [i % 2 ? most : margin, i < 2 ? margin : lowest]
      : [margin + random.below(most - margin + 1), margin + random.below(lowest - margin + 1)],
  ).filter(([x, y]) => where === 'corner' || !inMiddle((x + size / 2) / film.width, (y + size / 2) / film.height))
  const dark = places
    .map((place) => ({ place, grey: meanOf(film, place, size) }))
    .sort((a, b) => a.grey - b.grey)
    .map(({ place }) => place)
  return where === 'corner' ? dark[0] : dark[random.below(Math.ceil(dark.length / 4))]
}

const inMiddle = (x: number, y: number): boolean => Math.abs(x - 0.5) < 0.25 && Math.abs(y - 0.5) < 0.25

function meanOf({ pixels, width }: Picture, [x, y]: [number, number], size: number): number {
  let sum = 0
  for (let row = y; row < y + size; row++)
    for (let column = x; column < x + size; column++) sum += pixels[row * width + column]
  return sum / size ** 2
}
