import { describe, expect, it } from 'vitest'
import { Random } from '#main/network/random.ts'
import { makeGreyFilm } from '../renderer/support/films.ts'
import { buildPyramid, levelFor, previewOf, previewPyramid } from '#shared/greyPyramid.ts'

describe('buildPyramid', () => {
  it('gives each whole value its own entry, counted from the smallest', () => {
    const pyramid = buildPyramid(makeGreyFilm({ values: Int16Array.of(-5, 0, 7) }))
    expect(pyramid).toMatchObject({ low: -5, step: 1, count: 13, padding: 13 })
    expect([...pyramid.levels[0]!.indices]).toEqual([0, 5, 12])
  })

  it('takes unsigned samples of 16 bits as they lie in memory', () => {
    const values = Uint16Array.of(7, 0, 65_535)
    const pyramid = buildPyramid(makeGreyFilm({ values }))
    expect(pyramid).toMatchObject({ low: 0, step: 1, count: 65_536, padding: 65_536 })
    expect(pyramid.levels[0]!.indices).toBe(values)
  })

  it('spreads a wider range over a table of 65,535 entries', () => {
    const pyramid = buildPyramid(makeGreyFilm({ values: Uint32Array.of(0, 32768, 65535) }))
    expect(pyramid.count).toBe(65535)
    const [first, middle, last] = pyramid.levels[0]!.indices
    expect(pyramid.low + first! * pyramid.step).toBe(0)
    expect(pyramid.low + middle! * pyramid.step).toBeCloseTo(32768, -1)
    expect(pyramid.low + last! * pyramid.step).toBeCloseTo(65535)
  })

  it('spreads floating-point values over the table and makes what is not a number padding', () => {
    const pyramid = buildPyramid(
      makeGreyFilm({ values: Float32Array.of(0.25, NaN, 0.75), minimum: 0.25, maximum: 0.75 }),
    )
    expect([...pyramid.levels[0]!.indices]).toEqual([0, pyramid.padding, pyramid.count - 1])
  })

  it('survives a film of one value', () => {
    for (const values of [Int16Array.of(9, 9), Float32Array.of(9, 9)]) {
      const pyramid = buildPyramid(makeGreyFilm({ values }))
      expect([...pyramid.levels[0]!.indices]).toEqual([0, 0])
      expect(pyramid.low).toBe(9)
    }
  })

  it('marks padding, even between smallest and largest', () => {
    const film = makeGreyFilm({
      values: Uint16Array.of(10, 4000, 12),
      minimum: 10,
      maximum: 12,
      padding: { low: 4000, high: 4001 },
    })
    expect([...buildPyramid(film).levels[0]!.indices]).toEqual([0, 3, 2])
  })

  it('halves by the mean of film and leaves padding out of it', () => {
    const side = 128
    const values = new Uint16Array(side * side).fill(100)
    values.set([10, 20], 0)
    values.set([30, 999], side)
    const film = makeGreyFilm({
      rows: side,
      columns: side,
      values,
      minimum: 0,
      maximum: 100,
      padding: { low: 999, high: 999 },
    })
    const half = buildPyramid(film).levels[1]!
    expect([half.rows, half.columns]).toEqual([64, 64])
    expect(half.indices[0]).toBe(20)
    expect(half.indices[1]).toBe(100)
  })

  it('halves a film without padding as one whose padding no pixel has, odd edges included', () => {
    const random = new Random(11)
    for (let n = 0; n < 30; n++) {
      const [rows, columns] = [65 + random.below(80), 1 + random.below(200)]
      const values = new Uint16Array(rows * columns).map(() => random.below(1000))
      const shape = { rows, columns, values, minimum: 0, maximum: 999 }
      const padded = buildPyramid(makeGreyFilm({ ...shape, padding: { low: 5000, high: 5000 } }))
      expect(buildPyramid(makeGreyFilm(shape)).levels).toEqual(padded.levels)
    }
  })

  it('rounds odd sizes up', () => {
    const film = makeGreyFilm({ rows: 67, columns: 131, values: new Uint8Array(67 * 131), minimum: 0, maximum: 1 })
    const sizes = buildPyramid(film).levels.map((level) => [level.rows, level.columns])
    expect(sizes).toEqual([
      [67, 131],
      [34, 66],
      [17, 33],
    ])
  })
})

describe('previewOf', () => {
  it('is the level that the pyramid of the whole film has there, for films of every kind of values', () => {
    const random = new Random(7)
    const kinds = [Uint8Array, Int16Array, Uint16Array, Int32Array, Float32Array]
    for (let n = 0; n < 40; n++) {
      const [rows, columns] = [1 + random.below(300), 1 + random.below(300)]
      const values = new kinds[n % kinds.length]!(rows * columns)
      for (let i = 0; i < values.length; i++) values[i] = random.below(120)
      const padding = n % 3 === 0 ? { padding: { low: 0, high: 9 } } : {}
      const film = makeGreyFilm({ rows, columns, values, minimum: n % 3 === 0 ? 10 : 0, maximum: 119, ...padding })
      const whole = buildPyramid(film)
      const halvings = 1 + random.below(5)
      const preview = previewOf(film, halvings)!
      expect(preview.halvings).toBe(Math.min(halvings, whole.levels.length - 1))
      expect(preview).toMatchObject({ rows, columns, window: film.window })
      const { levels, ...rest } = previewPyramid(preview)
      expect({ ...rest, halvings: 0 }).toEqual({ ...whole, levels: undefined })
      expect(levels).toEqual([whole.levels[preview.halvings]])
    }
  })

  it('is none of a film over which more is drawn than its values', () => {
    const overlay = { type: 'graphics', rows: 1, columns: 3, row: 0, column: 0, bits: Uint8Array.of(1) } as const
    expect(previewOf(makeGreyFilm({ values: Uint16Array.of(1, 2, 3), overlays: [overlay] }), 1)).toBeUndefined()
    const shutter = { grey: 0, bits: Uint8Array.of(1) }
    expect(previewOf(makeGreyFilm({ values: Uint16Array.of(1, 2, 3), shutter }), 1)).toBeUndefined()
  })
})

describe('levelFor', () => {
  it('takes the level whose pixels are just not larger than those of the screen', () => {
    const { levels } = buildPyramid(makeGreyFilm({ values: new Uint8Array(512) }))
    const scales = [2, 1, 0.6, 0.5, 0.3, 0.25, 0.01]
    expect(scales.map((scale) => levelFor(scale, { halvings: 0, levels }))).toEqual([0, 0, 0, 1, 1, 2, 3])
  })

  it('takes the finest that is there where only a part of the resolution is', () => {
    const { levels } = buildPyramid(makeGreyFilm({ values: new Uint8Array(128) }))
    expect([1, 0.25, 0.2, 0.125, 0.01].map((scale) => levelFor(scale, { halvings: 2, levels }))).toEqual([
      0, 0, 0, 1, 1,
    ])
  })
})
