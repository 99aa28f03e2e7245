import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { csvLine, harmless, unguarded } from '#shared/csv.ts'

const text = fc.string({
  unit: fc.oneof(
    fc.constantFrom(',', '"', ';', '\n', '\r', '\r\n', '\t', '=', '@', ' ', "'", '\v', '\f', '\u0085', '\u2028'),
    fc.string({ minLength: 1, maxLength: 1, unit: 'grapheme' }),
  ),
})

describe('csvLine', () => {
  it('is one row for every reader, whatever stands in a name', () => {
    for (const name of ['a\nb.png', 'a\rb.png', 'a\r\n=1+1', 'a\n=1+1', 'a;b', 'a\tb', 'a|b', 'a\u2028=1', 'a\u0085b'])
      expect(csvLine([name, 1])).toBe(`"${harmless(name)}",1\r\n`)
    expect(csvLine(['a.png', undefined, 0.5, '=1'])).toBe(`a.png,,0.5,'=1\r\n`)
  })

  it.each(["'\f\r\n@", '\f\r\n@', "'\f\r\n'@", "a\n'=1", "''=1\n''=2"])('brings %j back', (text) => {
    expect(unguarded(harmless(text))).toBe(text)
  })

  it('brings every text back, guarded where a spreadsheet would run it', () => {
    fc.assert(
      fc.property(fc.array(text, { minLength: 1 }), (cells) => {
        const [read, ...more] = parse(csvLine(['first', ...cells]), {
          record_delimiter: ['\r\n', '\n', '\r'],
        }) as string[][]
        expect(more).toEqual([])
        expect(read.slice(1)).toEqual(cells.map(harmless))
        expect(read.slice(1).map(unguarded)).toEqual(cells)
        for (const cell of read.slice(1)) expect(cell).not.toMatch(/^[\s\0\uFEFF]*[=+\-@]/)
      }),
      { numRuns: 2000, seed: 42 },
    )
  })
})

describe('harmless', () => {
  it.each([
    ['HAND\n=1+1', "HAND\n'=1+1"],
    ['HAND\r\n @SUM(A1)', "HAND\r\n' @SUM(A1)"],
    ['=1\n-2\n+3', "'=1\n'-2\n'+3"],
    ['a - b\nc', 'a - b\nc'],
    ['\n=1', "'\n'=1"],
    ['\r=1', "'\r'=1"],
    ['\nplain', "'\nplain"],
  ])('disarms each line of %j', (text, safe) => {
    expect(harmless(text)).toBe(safe)
  })

  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', ' =1', '＝1', "=cmd|' /C calc'!A0", '\uFEFF=1'])(
    'disarms %j',
    (text) => {
      expect(harmless(text)).toBe(`'${text}`)
    },
  )

  it.each(['', 'a=1', 'IMG-1.dcm', '1.2.840', "'a'", '5'])('leaves %j as it is', (text) => {
    expect(harmless(text)).toBe(text)
  })
})
