import { describe, expect, it } from 'vitest'
import { voiFunction } from '#shared/voi.ts'
import { makeGreyFilm } from '../../../support/films.ts'
import { gripAt, gripsOf, moveGrip } from '#renderer/features/viewport/histogram/grips.ts'

const film = makeGreyFilm({ values: Uint16Array.of(0, 4095) })
const functions = ['LINEAR', 'LINEAR_EXACT', 'SIGMOID'] as const

describe('the grips of a window', () => {
  it.each(['LINEAR', 'LINEAR_EXACT'] as const)('stand where a %s window turns black and white', (voi) => {
    const window = { center: 1000, width: 200, function: voi }
    const { low, centre, high } = gripsOf(window)
    const brightness = voiFunction(window)
    expect([brightness(low), brightness(high + 1e-9)]).toEqual([0, 1])
    expect(brightness(low + 0.01)).toBeGreaterThan(0)
    expect(brightness(high - 0.01)).toBeLessThan(1)
    expect(centre).toBe(1000)
  })

  it.each(functions)('move one edge of a %s window and leave the other', (voi) => {
    const window = { center: 1000, width: 200, function: voi }
    const before = gripsOf(window)
    const lower = gripsOf(moveGrip(window, 'low', 850, film))
    expect([lower.low, lower.high]).toEqual([850, before.high])
    const higher = gripsOf(moveGrip(window, 'high', 1500, film))
    expect([higher.low, higher.high]).toEqual([before.low, 1500])
    expect(moveGrip(window, 'centre', 40, film)).toEqual({ ...window, center: 40 })
  })

  it.each(functions)('never turn a %s window round', (voi) => {
    const window = { center: 1000, width: 200, function: voi }
    const before = gripsOf(window)
    const narrow = moveGrip(window, 'low', 5000, film)
    expect(narrow.width).toBeGreaterThan(0)
    expect(gripsOf(narrow).high).toBeCloseTo(before.high)
    const other = moveGrip(window, 'high', -5000, film)
    expect(other.width).toBeGreaterThan(0)
    expect(gripsOf(other).low).toBeCloseTo(before.low)
  })

  it('are taken by a pointer: an edge within reach, the middle between them, nothing far outside', () => {
    const edges = { low: 100, high: 200 }
    expect([90, 110, 150, 192, 211].map((x) => gripAt(x, edges, false))).toEqual([
      'low',
      'low',
      'centre',
      'high',
      'high',
    ])
    expect([20, 80, 260].map((x) => gripAt(x, edges, false))).toEqual([undefined, undefined, undefined])
    // A window too narrow for a middle has its edges on either side, and its middle on the strip below.
    const narrow = { low: 100, high: 104 }
    expect([98, 101, 103, 108].map((x) => gripAt(x, narrow, false))).toEqual(['low', 'low', 'high', 'high'])
    expect([98, 103, 180].map((x) => gripAt(x, narrow, true))).toEqual(['centre', 'centre', undefined])
  })
})
