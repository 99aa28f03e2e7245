import { describe, expect, it } from 'vitest'
import { apply, boundsOf, invert, scaled } from '#renderer/features/viewport/drawing/affine.ts'

const turned = { a: 0, b: 2, c: -3, d: 0, e: 10, f: 20 }

describe('affine transforms', () => {
  it('undoes what it did', () => {
    const point = { x: 4, y: -7 }
    const back = apply(invert(turned), apply(turned, point))
    expect(back.x).toBeCloseTo(4)
    expect(back.y).toBeCloseTo(-7)
  })

  it('scales the result, offset and all', () => {
    expect(apply(scaled(turned, 2), { x: 1, y: 1 })).toEqual({ x: 14, y: 44 })
  })

  it('bounds a turned rectangle', () => {
    expect(boundsOf(turned, { x: 0, y: 0, width: 5, height: 1 })).toEqual({ x: 7, y: 20, width: 3, height: 10 })
  })
})
