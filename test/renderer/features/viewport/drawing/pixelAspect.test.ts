import { describe, expect, it } from 'vitest'
import { makeFilm, makeGreyFilm } from '../../../support/films.ts'
import { FrameCache } from '#renderer/features/films/frameCache.ts'
import { pixelAspectOf } from '#renderer/features/viewport/drawing/pixelAspect.ts'

describe('pixelAspectOf', () => {
  it('is height by width of a pixel', () => {
    expect(pixelAspectOf(makeFilm('a'), 0)).toBe(1)
    expect(
      pixelAspectOf(makeFilm('a', { spacing: { calibration: 'calibrated', rowMm: 0.3, columnMm: 0.1 } }), 0),
    ).toBeCloseTo(3)
    expect(pixelAspectOf(makeFilm('a', { spacing: { calibration: 'none', pixelAspect: 2 } }), 0)).toBe(2)
  })

  it('is that of the frame where frames have spacings of their own', () => {
    const spacing = { calibration: 'calibrated', rowMm: 0.2, columnMm: 0.2 } as const
    const film = makeFilm('a', { spacing, frameSpacings: [spacing, { ...spacing, rowMm: 0.4 }] })
    expect([0, 1].map((frame) => pixelAspectOf(film, frame))).toEqual([1, 2])
  })

  it('is 1 for spacings that were rounded, or that leave nothing to see', () => {
    const of = (rowMm: number) =>
      pixelAspectOf(makeFilm('a', { spacing: { calibration: 'calibrated', rowMm, columnMm: 0.1 } }), 0)
    expect([of(0.10005), of(20), of(0.001)]).toEqual([1, 1, 1])
  })
})

describe('FrameCache', () => {
  // Only the size counts here, and memory of that size would be wasted.
  const frame = (megabytes: number) => ({
    ...makeGreyFilm({ values: Uint8Array.of(0) }),
    values: { byteLength: megabytes * 1024 * 1024 } as Uint8Array,
  })

  it('drops the longest unused frame first when it is full', () => {
    const cache = new FrameCache()
    cache.set('a 0', frame(100))
    cache.set('b 0', frame(100))
    cache.get('a 0')
    cache.set('c 0', frame(100))
    expect(['a 0', 'b 0', 'c 0'].map((key) => cache.get(key) !== undefined)).toEqual([true, false, true])
  })

  it('keeps one frame that is larger than all its room', () => {
    const cache = new FrameCache()
    cache.set('a 0', frame(10))
    cache.set('b 0', frame(300))
    expect(cache.get('b 0')).toBeDefined()
    expect(cache.get('a 0')).toBeUndefined()
  })

  it('counts the drawings of a film’s file', () => {
    const cache = new FrameCache()
    const bits = { byteLength: 200 * 1024 * 1024 } as Uint8Array
    cache.set('a 0', { ...frame(100), overlays: [{ type: 'roi', rows: 1, columns: 1, row: 0, column: 0, bits }] })
    cache.set('b 0', frame(1))
    expect(cache.get('a 0')).toBeUndefined()
  })

  it('forgets all frames of one film and of no other', () => {
    const cache = new FrameCache()
    for (const key of ['a 0', 'a 1', 'ab 0']) cache.set(key, frame(1))
    cache.deleteOf(new Set(['a']))
    expect(['a 0', 'a 1', 'ab 0'].map((key) => cache.get(key) !== undefined)).toEqual([false, false, true])
  })
})
