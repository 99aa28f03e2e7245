import { join } from 'node:path'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Reading } from '#shared/reading.ts'
import { resources } from '#main/app/home/packageRoot.ts'
import { networkInput } from '#main/network/networkInput.ts'
import { Reader } from '#main/reading/reader.ts'
import { filmOf } from '../../support/decodeBytes.ts'
import { dicomPhantom } from '../../support/dicomPhantom.ts'
import { newFolder } from '../../support/folder.ts'
import { madeFilm } from '../../support/madeFilms.ts'
import { writeTestModel } from '../../support/testModel.ts'

const engine = 'onnx-cpu' as const
const rows = 300
const columns = 240

let reader: Reader
let directory: string

beforeAll(async () => {
  reader = new Reader()
  directory = await newFolder()
  await writeTestModel(directory, { id: 'plain' }, 5)
})
afterAll(() => reader.dispose())

async function read(bytes: Uint8Array, model = { id: 'plain', directory }): Promise<Reading> {
  const input = networkInput(await filmOf(bytes), await reader.inputShape(model, engine))
  return reader.read({ ...input, warnings: [], milliseconds: 0 }, { frame: 0, model, engine })
}

/** A made film in 12 bits that uses half of them, smooth enough that its lower bits say something. */
async function stored(number: number): Promise<Uint16Array> {
  const raw = await madeFilm(number).greyscale().blur(3).toColourspace('grey16').raw({ depth: 'ushort' }).toBuffer()
  const wide = new Uint16Array(raw.buffer, raw.byteOffset, raw.length / 2)
  return wide.map((value) => 700 + (value >> 5))
}

async function png(values: Uint8Array | Uint16Array, size = { rows, columns }): Promise<Uint8Array> {
  const image = sharp(values, { raw: { width: size.columns, height: size.rows, channels: 1 } })
  return image
    .toColourspace(values instanceof Uint16Array ? 'grey16' : 'b-w')
    .png()
    .toBuffer()
}

const logOdds = (p: number) => Math.log(p / (1 - p))
const parts = ({ probability, branches }: Reading) => [probability, branches.teacher, branches.student].map(logOdds)
/** Largest difference of two readings, in log-odds. */
const apart = (a: Reading, b: Reading) => Math.max(...parts(a).map((odds, index) => Math.abs(odds - parts(b)[index]!)))

describe('one film in several formats', () => {
  it('has one reading: the same as DICOM, MONOCHROME1 and 16-bit PNG, and nearly the same as 8-bit PNG', async () => {
    const readings: Reading[] = []
    for (const number of [1, 2, 3]) {
      const values = await stored(number)
      const asDicom = await read(dicomPhantom({ rows, columns, values }))
      const turned = values.map((value) => 4095 - value)
      expect(
        apart(asDicom, await read(dicomPhantom({ rows, columns, values: turned, photometric: 'MONOCHROME1' }))),
      ).toBeLessThan(1e-6)
      expect(apart(asDicom, await read(await png(values)))).toBe(0)
      expect(apart(asDicom, await read(await png(Uint8Array.from(values, (value) => value >> 4))))).toBeLessThan(0.3)
      readings.push(asDicom)
    }
    // The model tells films apart, or the above would say nothing.
    expect(apart(readings[0]!, readings[1]!)).toBeGreaterThan(2)
  })

  it.each([
    [4, 0.01],
    [5, 0.08],
  ])(
    'is read by the starter model as 8-bit PNG as in 12 bits: %i bits less than 16, within %d',
    async (shift, tolerance) => {
      for (const name of ['IMG0002441.jpg', 'IMG0003941.jpg']) {
        const image = sharp(join(resources.samples, name))
          .greyscale()
          .resize({ width: 700 })
          .blur(1)
          .toColourspace('grey16')
        const { data, info } = await image.raw({ depth: 'ushort' }).toBuffer({ resolveWithObject: true })
        const values = new Uint16Array(data.buffer, data.byteOffset, data.length / 2).map((value) => value >> shift)
        const size = { rows: info.height, columns: info.width }
        const starter = { id: 'starter', directory: resources.starter }
        const asDicom = await read(dicomPhantom({ ...size, values }), starter)
        expect((await read(await png(values, size), starter)).probability).toBe(asDicom.probability)
        const narrow = await read(
          await png(
            Uint8Array.from(values, (value) => value >> 4),
            size,
          ),
          starter,
        )
        expect(Math.abs(narrow.probability - asDicom.probability)).toBeLessThan(tolerance)
      }
    },
  )
})
