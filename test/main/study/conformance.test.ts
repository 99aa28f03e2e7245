import { describe, expect, it } from 'vitest'
import { fileHeaderSchema } from '#shared/film.ts'
import { warningCodes } from '#shared/reading.ts'
import {
  disagreementTable,
  formatTable,
  photometricTable,
  problemTable,
  transferSyntaxTable,
} from '#main/study/conformance.ts'
import { isLossy } from '#main/study/dicom/transferSyntaxes.ts'
import { decodableSyntaxes } from '#main/study/syntaxes/chain.ts'
import { filmOf, problemOf } from '../../support/decodeBytes.ts'
import { dicomPhantom } from '../../support/dicomPhantom.ts'
import type { DicomElement } from '../../support/dicomWriter.ts'
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
