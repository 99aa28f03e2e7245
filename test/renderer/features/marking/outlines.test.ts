// @vitest-environment happy-dom
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Mark } from '#shared/mark.ts'
import { anyMark, filmSize } from '../../../support/anyMark.ts'
import { between, handlesOf, moved, pathOf, pulled } from '#renderer/features/marking/outline/outlines.ts'

const anyPoint = fc.record({ x: fc.integer({ min: -900, max: 900 }), y: fc.integer({ min: -900, max: 900 }) })
const onFilm = (mark: Mark) =>
  handlesOf(mark).every(
    ({ x, y }) => x >= -1e-6 && y >= -1e-6 && x <= filmSize.columns + 1e-6 && y <= filmSize.rows + 1e-6,
  )
const runs = { seed: 16, numRuns: 300 }

describe('the outline of a mark', () => {
  it('is the box between two corners, whichever way it is drawn, cut off at the film', () => {
    const box = { shape: 'box', x: 10, y: 20, width: 30, height: 50 }
    expect(between('box', { x: 40, y: 20 }, { x: 10, y: 70 }, filmSize)).toEqual(box)
    expect(between('ellipse', { x: -5, y: 480 }, { x: 10, y: 900 }, filmSize)).toEqual({
      ...{ shape: 'ellipse', x: 0, y: 480, width: 10, height: 20 },
    })
  })

  it('stays on the film and keeps its size when it is moved', () => {
    fc.assert(
      fc.property(anyMark, anyPoint, (mark, by) => {
        const after = moved(mark, by, filmSize)
        expect(onFilm(after)).toBe(true)
        const [a, b] = [handlesOf(mark), handlesOf(after)]
        for (const [index, { x, y }] of a.entries()) {
          expect(b[index]!.x - b[0]!.x).toBeCloseTo(x - a[0]!.x, 6)
          expect(b[index]!.y - b[0]!.y).toBeCloseTo(y - a[0]!.y, 6)
        }
        expect([after.shape, after.category]).toEqual([mark.shape, mark.category])
      }),
      runs,
    )
  })

  it('keeps the opposite corner when one is pulled, even across it', () => {
    fc.assert(
      fc.property(anyMark, anyPoint, fc.nat(3), (mark, to, at) => {
        fc.pre(mark.shape !== 'polygon')
        const after = pulled(mark, at, to, filmSize)
        expect(onFilm(after)).toBe(true)
        const kept = handlesOf(mark)[(at + 2) % 4]!
        const near = handlesOf(after).some(({ x, y }) => Math.hypot(x - kept.x, y - kept.y) < 1e-6)
        expect(near).toBe(true)
      }),
      runs,
    )
  })

  it('is drawn through any transform; an ellipse touches the middles of its box', () => {
    const turned = { a: 0, b: 2, c: -2, d: 0, e: 100, f: 0 }
    expect(pathOf({ shape: 'box', x: 1, y: 2, width: 3, height: 4 }, turned)).toBe(
      'M96.00 2.00L96.00 8.00L88.00 8.00L88.00 2.00Z',
    )
    const ellipse = pathOf({ shape: 'ellipse', x: 0, y: 0, width: 20, height: 10 }, { ...turned, e: 0 })
    for (const middle of ['-10.00 40.00', '-20.00 20.00', '-10.00 0.00', '0.00 20.00']) {
      expect(ellipse.replaceAll('-0.00', '0.00')).toContain(middle)
    }
  })
})
