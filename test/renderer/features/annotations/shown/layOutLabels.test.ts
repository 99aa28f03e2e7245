import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { layOutLabels, type Label } from '#renderer/features/annotations/shown/layOutLabels.ts'

const size = { width: 400, height: 600 }
const label = (x: number, y: number, ...lines: string[]): Label => ({
  at: { x, y },
  around: { left: x - 60, right: x - 10, top: y - 5, bottom: y + 40 },
  lines,
})

/** Whether texts that begin at two places share a line of the screen and a column. */
function overlapping(
  a: { x: number; y: number },
  b: { x: number; y: number },
  lines: number,
  characters: number,
): boolean {
  return Math.abs(a.y - b.y) < 16 * lines && Math.abs(a.x - b.x) < 6.6 * characters
}

describe('the layout of labels', () => {
  it('leaves a label where it belongs when nothing is in the way', () => {
    expect(layOutLabels([label(100, 100, '12.0 mm'), label(100, 300, '13.0 mm')], size)).toEqual([
      { x: 100, y: 100 },
      { x: 100, y: 300 },
    ])
  })

  it('keeps words on the picture', () => {
    const [place] = layOutLabels([label(395, 599, 'twenty characters ok', 'second line')], size)
    expect(place!.x).toBeLessThanOrEqual(400 - 20 * 6.6)
    expect(place!.y).toBeLessThanOrEqual(600 - 16)
  })

  it('moves words that would lie on others, so that no two overlap', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: 0, max: 400 }), fc.integer({ min: 0, max: 600 })), { maxLength: 8 }),
        (places) => {
          const laid = layOutLabels(
            places.map(([x, y]) => label(x, y, '123.4 mm', 'at detector')),
            size,
          )
          for (const [i, a] of laid.entries())
            for (const b of laid.slice(i + 1)) expect(overlapping(a, b, 2, 11)).toBe(false)
        },
      ),
    )
  })

  it('does not cover its own drawing where there is room beside or under it', () => {
    const [place] = layOutLabels([label(390, 100, 'twenty characters ok', 'second line', 'third line')], size)
    const outside = place!.x + 20 * 6.6 < 330 || place!.x > 380 || place!.y - 12 > 140 || place!.y + 34 < 95
    expect(outside).toBe(true)
  })

  it('takes no room for what says nothing', () => {
    expect(layOutLabels([label(50, 50), label(50, 50, 'Gap')], size)[1]).toEqual({ x: 50, y: 50 })
  })
})
