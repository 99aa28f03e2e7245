import { deflateRawSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { parseDicom } from '#main/study/dicom/dataSet.ts'
import { filmOf, headerOf, problemOf } from '../../../support/decodeBytes.ts'
import { bonePattern, dicomPhantom, type PhantomOptions } from '../../../support/dicomPhantom.ts'
import {
  concatBytes,
  deflatedLittleEndian,
  explicitBigEndian,
  explicitLittleEndian,
  implicitLittleEndian,
  writeDicomFile,
} from '../../../support/dicomWriter.ts'
import { sequenceOpening } from '../../../support/mutate.ts'

const syntaxes = { implicitLittleEndian, explicitLittleEndian, explicitBigEndian, deflatedLittleEndian }
const expected = Array.from(bonePattern(64, 48, 12))

describe.each(Object.entries(syntaxes))('%s', (_, transferSyntax) => {
  it('opens', async () => {
    const bytes = dicomPhantom({ transferSyntax })
    expect(Array.from((await filmOf(bytes)).values)).toEqual(expected)
    expect(await headerOf(bytes)).toMatchObject({
      format: 'dicom',
      transferSyntax,
      rows: 64,
      columns: 48,
      frames: 1,
      bitsStored: 12,
      modality: 'CR',
    })
  })

  it('opens without a preamble', async () => {
    expect((await filmOf(dicomPhantom({ transferSyntax, preamble: false }))).values.length).toBe(64 * 48)
  })

  it.skipIf(transferSyntax === deflatedLittleEndian)('opens as a bare data set', async () => {
    const bytes = dicomPhantom({ transferSyntax, preamble: false, meta: false })
    expect(Array.from((await filmOf(bytes)).values)).toEqual(expected)
    expect((await headerOf(bytes)).transferSyntax).toBe(transferSyntax)
  })

  it('is truncated wherever it is cut', async () => {
    const bytes = dicomPhantom({ transferSyntax })
    for (const left of [bytes.length - 2, Math.round(bytes.length / 2), 420, 300]) {
      expect(['truncated', 'no-pixel-data']).toContain(await problemOf(filmOf(bytes.subarray(0, left))))
    }
  })
})

describe('parseDicom', () => {
  it('reads a data set whose VR encoding is not the announced one', async () => {
    const body = dicomPhantom({ transferSyntax: implicitLittleEndian, preamble: false, meta: false })
    const file = concatBytes([writeDicomFile([], explicitLittleEndian), body])
    expect(Array.from((await filmOf(file)).values)).toEqual(expected)
  })

  it('passes over elements with VRs of 64 bits, private tags and sequences of undefined length', async () => {
    const bytes = dicomPhantom({
      elements: [
        { tag: 0x00091001, vr: 'OV', value: new Uint8Array(16) },
        { tag: 0x00091002, vr: 'UV', value: new Uint8Array(8) },
        { tag: 0x00091003, vr: 'UN', value: new Uint8Array(6) },
        {
          tag: 0x00081140,
          vr: 'SQ',
          undefinedLength: true,
          value: [[{ tag: 0x00081150, vr: 'UI', value: '1.2' }], []],
        },
      ],
    })
    expect(Array.from((await filmOf(bytes)).values)).toEqual(expected)
  })

  it('does not take the pixels of an icon for those of the film', async () => {
    const icon = [
      { tag: 0x00280010, vr: 'US', value: 2 },
      { tag: 0x7fe00010, vr: 'OB', value: new Uint8Array(4) },
    ]
    const bytes = dicomPhantom({ elements: [{ tag: 0x00880200, vr: 'SQ', value: [icon] }] })
    expect(parseDicom(bytes).pixels?.length).toBe(64 * 48 * 2)
  })

  it('refuses a deflated file that unpacks without end', async () => {
    const meta = writeDicomFile([], deflatedLittleEndian).subarray(0, -2)
    const bomb = deflateRawSync(Buffer.alloc(2 ** 28 + 2 ** 20), { level: 1 })
    expect(await problemOf(filmOf(concatBytes([meta, bomb])))).toBe('too-large')
  })

  it('ends on sequences nested without end', async () => {
    const depth = 30_000
    const bytes = concatBytes([
      writeDicomFile([], explicitLittleEndian),
      ...new Array<Uint8Array>(depth).fill(sequenceOpening),
    ])
    expect(['malformed', 'truncated']).toContain(await problemOf(filmOf(bytes)))
  })
})

describe('claims that no file can keep', () => {
  const wrong: [string, PhantomOptions, string][] = [
    [
      'fewer pixels than rows and columns need',
      { rows: 64, columns: 48, pixelBytes: new Uint8Array(100) },
      'malformed',
    ],
    ['no rows', { rows: 0, pixelBytes: new Uint8Array(2) }, 'malformed'],
    ['more pixels than are allowed', { rows: 60_000, columns: 60_000, pixelBytes: new Uint8Array(2) }, 'too-large'],
    ['more frames than are allowed', { frames: 2_000_000, pixelBytes: new Uint8Array(2) }, 'too-large'],
    ['more frames than pixels', { frames: 3, values: bonePattern(64, 48, 12) }, 'none'],
    ['more bits stored than allocated', { bitsStored: 20 }, 'malformed'],
    ['four samples a pixel', { elements: [{ tag: 0x00280002, vr: 'US', value: 4 }] }, 'unsupported-format'],
    ['12 bits allocated', { elements: [{ tag: 0x00280100, vr: 'US', value: 12 }] }, 'malformed'],
  ]
  it.each(wrong)('%s', async (_, options, code) => {
    expect(await problemOf(filmOf(dicomPhantom(options)))).toBe(code)
  })

  it('a frame that is not there', async () => {
    const bytes = dicomPhantom({ frames: 2 })
    expect(await problemOf(filmOf(bytes, 2))).toBe('frame-out-of-range')
    expect(await problemOf(filmOf(bytes, -1))).toBe('frame-out-of-range')
    expect(await problemOf(filmOf(dicomPhantom({ frames: 3, values: bonePattern(64, 48, 12) }), 2))).toBe('malformed')
  })

  it('a report without pixels', async () => {
    const bytes = writeDicomFile(
      [
        { tag: 0x00080060, vr: 'CS', value: 'SR' },
        { tag: 0x0040a040, vr: 'CS', value: 'CONTAINER' },
      ],
      explicitLittleEndian,
    )
    expect(await problemOf(filmOf(bytes))).toBe('no-pixel-data')
    expect(await problemOf(headerOf(bytes))).toBe('no-pixel-data')
  })
})
