import { describe, expect, it } from 'vitest'
import { fileHeaderSchema } from '#shared/film.ts'
import { warningCodes } from '#shared/reading.ts'
import {
  disagreementTable,
  formatTable,
  photometricTable,
  problemTable,
  tiffColourTable,
  tiffCompressionTable,
  tiffSampleTable,
  transferSyntaxTable,
} from '#main/study/conformance.ts'
import { isLossy } from '#main/study/dicom/transferSyntaxes.ts'
import { decodableSyntaxes } from '#main/study/syntaxes/chain.ts'
import { filmOf, problemOf } from '../../support/decodeBytes.ts'
import { dicomPhantom } from '../../support/dicomPhantom.ts'
import type { DicomElement } from '../../support/dicomWriter.ts'
import { tiffOf } from '../../support/tiff.ts'
import { mutationSeeds } from '../../support/mutationSeeds.ts'
import { headerOf } from '../../support/decodeBytes.ts'

describe('the conformance tables', () => {
  it('list the transfer syntaxes that are decoded, and no others', () => {
    expect(transferSyntaxTable.map(({ uid }) => uid).sort()).toEqual([...decodableSyntaxes].sort())
  })

  it.each(transferSyntaxTable)('say whether $name loses detail', ({ uid, pixels }) => {
    expect(isLossy(uid, undefined)).toBe(pixels !== 'exact')
    expect(isLossy(uid, '00')).toBe(pixels === 'lossy')
  })

  it.each(photometricTable)('list $name, which opens', async ({ name, samplesPerPixel }) => {
    const palette: DicomElement[] = [0, 1, 2].flatMap((colour) => [
      { tag: 0x00281101 + colour, vr: 'US', value: [2, 0, 16] },
      { tag: 0x00281201 + colour, vr: 'OW', value: [0, 65_535] },
    ])
    const film = await filmOf(
      dicomPhantom({ photometric: name, samplesPerPixel, bitsAllocated: 8, bitsStored: 8, elements: palette }),
    )
    expect([film.rows, film.columns, film.values.length]).toEqual([64, 48, 64 * 48])
  })

  it('list warnings that films can have', () => {
    for (const code of Object.keys(disagreementTable)) expect(warningCodes).toContain(code)
  })

  it('list the formats that are opened', async () => {
    const formats = fileHeaderSchema.shape.format.options
    expect(['dicom', ...Object.keys(formatTable)].sort()).toEqual([...formats].sort())
    const opened = await Promise.all(
      Object.values(await mutationSeeds()).map(async (bytes) => (await headerOf(bytes)).format),
    )
    expect(new Set(opened)).toEqual(new Set(formats))
  })

  const tiffFilm = (fields: Record<number, number[]>, block = new Uint8Array(4096)) => {
    return tiffOf([
      { rows: 4, columns: 4, fields: { 258: [8], 259: [1], 262: [1], 277: [1], ...fields }, blocks: [block] },
    ])
  }

  it.each(tiffSampleTable)('list the bits of $name samples in TIFF, and no others', async ({ format, bits }) => {
    for (let count = 1; count <= 65; count++) {
      const code = await problemOf(filmOf(tiffFilm({ 258: [count], 339: [format] })))
      expect([count, code]).toEqual([count, bits.includes(count) ? 'none' : 'unsupported-format'])
    }
  })

  it('list the colours of TIFF, and no others', async () => {
    const map = Array.from({ length: 768 }, (_, at) => at * 80)
    for (let photometric = 0; photometric < 12; photometric++) {
      const row = tiffColourTable.find((one) => one.photometric === photometric)
      const samples = row?.samples ?? 3
      const bits = new Array<number>(samples).fill(8)
      const file = tiffFilm({ 258: bits, 262: [photometric], 277: [samples], 320: map, 530: [1, 1] })
      expect([photometric, await problemOf(filmOf(file))]).toEqual([photometric, row ? 'none' : 'unsupported-format'])
    }
  })

  it('list the compressions of TIFF, and no others', async () => {
    const known = Object.keys(tiffCompressionTable).map(Number)
    for (const compression of [...known, 9, 10, 32766, 32809, 33003, 34676, 34712, 34887, 34925, 50001, 50002]) {
      const code = await problemOf(headerOf(tiffFilm({ 258: [1], 259: [compression] })))
      // A strip of zeros is no JPEG, but its compression is known.
      const expected = known.includes(compression) ? ['none', 'malformed'] : ['unsupported-format']
      expect(expected).toContain(code)
    }
  })

  it('list the problems that a film can end in', async () => {
    const films = [
      dicomPhantom({ rows: 0 }),
      dicomPhantom({ rows: 60_000, columns: 60_000, pixelBytes: new Uint8Array(2) }),
      dicomPhantom().subarray(0, 2000),
      dicomPhantom({ transferSyntax: '1.2.840.10008.1.2.4.102' }),
      new Uint8Array(600),
      dicomPhantom({ elements: [{ tag: 0x00280002, vr: 'US', value: 4 }] }),
    ]
    const codes = await Promise.all(films.map((bytes) => problemOf(filmOf(bytes))))
    expect(codes).toEqual([
      'malformed',
      'too-large',
      'truncated',
      'unsupported-transfer-syntax',
      'not-an-image',
      'unsupported-format',
    ])
    for (const code of codes) expect(problemTable).toHaveProperty(code)
  })
})
