import { describe, expect, it } from 'vitest'
import type { Answer, Outline } from '#shared/mark.ts'
import { fitMarks } from '#main/marks/fitMarks.ts'
import type { SaidFilm } from '#main/marks/formats/markFile.ts'

const film = { columns: 100, rows: 200 }
const box = (x: number, y: number, width: number, height: number): Outline => ({ shape: 'box', x, y, width, height })
const said = (size: SaidFilm['size'], ...outlines: Outline[]): SaidFilm => ({
  name: 'a',
  frame: 0,
  ...(size ? { size } : {}),
  marks: outlines.map((outline) => ({ outline })),
})
const well = { scaled: false, swapped: false, otherSize: false, outside: 0, cut: 0, degenerate: 0, otherFrames: 0 }

describe('fitMarks', () => {
  it.each<[string, SaidFilm['size'], Outline, Outline]>([
    ['without a size', undefined, box(10, 20, 30, 40), box(10, 20, 30, 40)],
    ['of its own size', { width: 100, height: 200 }, box(10, 20, 30, 40), box(10, 20, 30, 40)],
    ['as shares', 'shares', box(0.1, 0.1, 0.3, 0.2), box(10, 20, 30, 40)],
  ])('takes marks %s', (_, size, outline, fitted) => {
    expect(fitMarks([said(size, outline)], film)).toEqual({ ...well, marks: [fitted] })
  })

  it('brings marks of a film in the same proportions to its size, also where sides were rounded', () => {
    expect(fitMarks([said({ width: 50, height: 100 }, box(5, 10, 15, 20))], film)).toEqual({
      ...well,
      scaled: true,
      marks: [box(10, 20, 30, 40)],
    })
    const rounded = fitMarks([said({ width: 2304, height: 2880 }, box(0, 0, 2304, 2880))], { columns: 512, rows: 640 })
    expect(rounded).toEqual({ ...well, scaled: true, marks: [box(0, 0, 512, 640)] })
    expect(fitMarks([said({ width: 1760, height: 2140 }, box(1, 1, 9, 9))], { columns: 526, rows: 640 }).scaled).toBe(true) // prettier-ignore
  })

  it('tells of width and height the wrong way round, and takes marks only where they lie on the film', () => {
    const swapped = { width: 200, height: 100 }
    expect(fitMarks([said(swapped, box(10, 150, 30, 40))], film)).toEqual({
      ...well,
      swapped: true,
      marks: [box(10, 150, 30, 40)],
    })
    expect(fitMarks([said(swapped, box(150, 10, 40, 30))], film)).toEqual({ ...well, swapped: true, otherSize: true })
  })

  it('takes nothing of a film in other proportions', () => {
    for (const size of [
      { width: 100, height: 100 },
      { width: 400, height: 200 },
      { width: 110, height: 200 },
    ])
      expect(fitMarks([said(size, box(10, 20, 30, 40))], film)).toEqual({ ...well, otherSize: true })
  })

  it('leaves out what lies beside the film or has no area, and cuts what reaches beyond it', () => {
    const marks = [box(100, 0, 9, 9), box(-50, 0, 9, 9), box(90, 0, 20, 10), box(5, 5, 0, 40), box(5, 5, 0.5, 0.5)]
    expect(fitMarks([said(undefined, ...marks)], film)).toEqual({
      ...well,
      outside: 2,
      cut: 1,
      degenerate: 2,
      marks: [box(90, 0, 10, 10)],
    })
    // Rounding is no reaching beyond.
    expect(fitMarks([said(undefined, box(90, 0, 10.01, 10))], film)).toEqual({ ...well, marks: [box(90, 0, 10, 10)] })
  })

  it('counts an outline once that two files give', () => {
    const twice = [
      said(undefined, box(1, 2, 30, 4)),
      said({ width: 100, height: 200 }, box(1, 2, 30, 4), box(9, 9, 9, 9)),
    ]
    expect(fitMarks(twice, film).marks).toHaveLength(2) // prettier-ignore
  })

  it('knows "none drawn" from "nothing known"', () => {
    const answered = (answer: Answer, ...outlines: Outline[]) => ({ ...said(undefined, ...outlines), answer })
    expect(fitMarks([said(undefined)], film)).toEqual({ ...well, marks: [] })
    expect(fitMarks([answered('none')], film).marks).toEqual([])
    expect(fitMarks([answered('fracture')], film)).toEqual(well)
    expect(fitMarks([answered('unsure', box(1, 2, 30, 4))], film)).toEqual(well)
    expect(fitMarks([answered('fracture', box(1, 2, 30, 4))], film).marks).toHaveLength(1)
  })

  it('takes the frame that is asked for', () => {
    const later = { ...said(undefined, box(1, 2, 30, 4)), frame: 2 }
    expect(fitMarks([later], film)).toEqual({ ...well, otherFrames: 1 })
    expect(fitMarks([later], film, 2).marks).toHaveLength(1)
  })

  it('keeps what a category says, unless it says no more than the mark', () => {
    const named = ['hairline', 'fracture'].map((category, x) => ({ outline: box(x, 0, 9, 9), category }))
    expect(fitMarks([{ name: 'a', frame: 0, marks: named }], film).marks).toEqual([
      { ...box(0, 0, 9, 9), category: 'hairline' },
      box(1, 0, 9, 9),
    ])
  })
})
