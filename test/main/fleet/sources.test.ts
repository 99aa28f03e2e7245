import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { mapped, parseMap } from '#main/fleet/sources/folder.ts'
import { firstPart } from '#main/fleet/sources/multipart.ts'
import { tallyOf } from '#main/fleet/scans/counts.ts'

describe('a mapped path', () => {
  it.each([
    ['/films', '/mnt/films'],
    ['/films/2024/a', '/mnt/films/2024/a'],
    ['/films2', '/films2'],
    ['/films/special/x', '/special/x'],
    ['/other', '/other'],
  ])('%s becomes %s', (folder, here) => {
    const maps = ['/films=/mnt/films', '/films/special=/special'].map(parseMap)
    expect(mapped(folder, maps)).toBe(here)
  })

  it('goes over the root as well', () => {
    expect(mapped('/films/a', [parseMap('/=/mnt')])).toBe('/mnt/films/a')
    expect(mapped('/films/a', [parseMap('/films/=/mnt/')])).toBe('/mnt/a')
  })

  it.each(['', '/films', 'films=/mnt', '/films=mnt', '=/mnt'])('is not %j', (text) => {
    expect(() => parseMap(text)).toThrow(expect.objectContaining({ id: 'fleet-map-impossible' }))
  })
})

describe('an answer in parts', () => {
  const typeOf = (boundary: string): string => `multipart/related; type="application/dicom"; boundary="${boundary}"`

  it('gives back any content, whatever lies before and after it', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), fc.boolean(), fc.boolean(), (content, preamble, second) => {
        const boundary = 'a-boundary-that-is-long-enough-to-be-in-no-film'
        const more = second ? '\r\nContent-Type: x\r\n\r\nmore\r\n--' + boundary : ''
        const answer = Buffer.concat([
          Buffer.from(`${preamble ? 'preamble\r\n' : ''}--${boundary}\r\nContent-Type: application/dicom\r\n\r\n`),
          content,
          Buffer.from(`\r\n--${boundary}${more}--\r\n`),
        ])
        expect(firstPart(typeOf(boundary), answer).equals(Buffer.from(content))).toBe(true)
      }),
    )
  })

  it('may be without parts, and is refused where it is cut', () => {
    const bytes = Buffer.from('DICM')
    expect(firstPart('application/dicom', bytes)).toBe(bytes)
    const cut = Buffer.from('--gap\r\nContent-Type: application/dicom\r\n\r\nDIC')
    for (const [type, answer] of [
      [typeOf('gap'), cut],
      [typeOf('other'), cut],
      ['multipart/related', cut],
    ] as const)
      expect(() => firstPart(type, answer)).toThrow(expect.objectContaining({ id: 'fleet-archive-answer' }))
  })
})

it('named numbers are a tally, with what the walk left out; what was taken back is gone', () => {
  const counts = {
    files: 3,
    rows: 4,
    films: 2,
    filtered: 1,
    'verdicts no-fracture': 2,
    'errors time-limit': 0,
    'errors truncated': 2,
    'walk filtered': 5,
    'walk skipped hidden': 1,
  }
  expect(tallyOf(counts)).toMatchObject({
    files: 3,
    filtered: 6,
    verdicts: { 'no-fracture': 2 },
    errors: { truncated: 2 },
    skipped: { hidden: 1 },
  })
})
