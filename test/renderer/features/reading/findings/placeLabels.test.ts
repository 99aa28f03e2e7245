import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { labelWidth, overlap, placeLabels, type Rect } from '#renderer/features/reading/findings/placeLabels.ts'

const view = { width: 800, height: 600 }
const text = 'possible 0.42'

const anyBox: fc.Arbitrary<Rect> = fc
  .tuple(
    fc.integer({ min: -100, max: 800 }),
    fc.integer({ min: -100, max: 600 }),
    fc.integer({ min: 4, max: 300 }),
    fc.integer({ min: 4, max: 300 }),
  ) // prettier-ignore
  .map(([x, y, width, height]) => ({ x, y, width, height }))

describe('the labels of findings', () => {
  it('stand right over their box where there is room', () => {
    expect(placeLabels([{ x: 100, y: 100, width: 50, height: 40 }], [text], view)).toEqual([
      { x: 100, y: 77, width: labelWidth(text), height: 18 },
    ])
  })

  it('never cover their own box, lie in the view, and on no other label', () => {
    fc.assert(
      fc.property(fc.array(anyBox, { minLength: 1, maxLength: 6 }), (boxes) => {
        const labels = placeLabels(boxes, boxes.map(() => text), view) // prettier-ignore
        for (const [index, label] of labels.entries()) {
          expect(overlap(label, boxes[index]!)).toBe(0)
          for (const other of labels.slice(0, index)) expect(overlap(label, other)).toBe(0)
          expect([label.x >= 0, label.y >= 0]).toEqual([true, true])
          expect([label.x + label.width <= view.width, label.y + label.height <= view.height]).toEqual([true, true])
        }
      }),
      { seed: 16, numRuns: 300 },
    )
  })

  it('leave all boxes free where two lie close together', () => {
    const boxes = [
      { x: 300, y: 200, width: 60, height: 60 },
      { x: 300, y: 150, width: 60, height: 45 },
    ]
    const labels = placeLabels(boxes, [text, text], view)
    for (const label of labels) for (const box of boxes) expect(overlap(label, box)).toBe(0)
  })

  it('stay in the view where a box reaches beyond it on all sides', () => {
    const [label] = placeLabels([{ x: -50, y: -50, width: 900, height: 700 }], [text], view)
    expect(label!.x >= 0 && label!.y >= 0 && label!.x + label!.width <= 800 && label!.y <= 582).toBe(true)
  })
})
