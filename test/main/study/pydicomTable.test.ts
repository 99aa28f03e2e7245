import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { dicom } from '#main/study/formats/dicom.ts'
import { pixelsSha256, studyDecoder } from '#main/study/openStudy.ts'
import { studyFileOf } from '../../support/decodeBytes.ts'
import { sharedFolder } from '../../support/sharedData.ts'
import table from './pydicomTable.json'

type Row = {
  syntax: string
  error?: string
  sha256?: string
  values?: number
  minimum?: number
  maximum?: number
  mean?: number
  samples?: [number, number][]
}

const { path: root, present } = sharedFolder('dicom')
const rows = Object.entries(table as unknown as Record<string, Row>)
const decodable = rows.filter(([, row]) => row.error === undefined)

/** Files that this program refuses, each for a reason of its own. */
const refused: Record<string, string> = {
  // The code stream says 4,292,730,882 tiles; neither gdcm nor Pillow nor pylibjpeg decodes it for pydicom.
  'pydicom/src/pydicom/data/test_files/JPEG2000-embedded-sequence-delimiter.dcm': 'malformed',
}

async function storedOf(name: string) {
  const file = studyFileOf(readFileSync(join(root, name)))
  const { frames } = await dicom.header(file)
  const parts = []
  for (let frame = 0; frame < frames; frame++) parts.push((await dicom.stored(file, frame)).values)
  return parts
}

function valueAt(parts: ArrayLike<number>[], index: number): number {
  const length = parts[0]!.length
  return parts[Math.floor(index / length)]![index % length]!
}

describe.skipIf(!present)('stored values and those of pydicom', () => {
  it('covers the corpus', () => {
    expect(rows.length).toBe(122)
    expect(decodable.length).toBe(119)
  })

  it.each(decodable)('%s', async (name, row) => {
    if (row.samples) {
      const parts = await storedOf(name)
      expect(parts.reduce((sum, part) => sum + part.length, 0)).toBe(row.values)
      for (const [index, value] of row.samples) expect(Math.abs(valueAt(parts, index) - value)).toBeLessThanOrEqual(1)
      const mean = parts.reduce((sum, part) => sum + (part as Uint8Array).reduce((a, b) => a + b, 0), 0) / row.values!
      expect(Math.abs(mean - row.mean!)).toBeLessThan(0.1)
      return
    }
    expect(await pixelsSha256(join(root, name))).toBe(row.sha256)
  })

  it('is behind a film for every file that pydicom decodes', async () => {
    for (const [name] of decodable) {
      const path = join(root, name)
      const { rows: height, columns, frames } = await studyDecoder.header(path)
      const film = await studyDecoder.film(path, frames - 1)
      expect([film.rows, film.columns, film.values.length]).toEqual([height, columns, height * columns])
      expect(film.minimum).toBeLessThanOrEqual(film.maximum)
    }
  })

  it.each(rows.filter(([, row]) => row.error !== undefined))('%s, which pydicom cannot decode', async (name) => {
    const code = await storedOf(name).then(
      () => 'decoded',
      (error: { code?: string }) => error.code,
    )
    expect(code).toBe(refused[name] ?? 'decoded')
  })
})
