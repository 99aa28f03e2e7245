import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { turnedBack, turnedMaps, turnedSquare, type Quarters } from '#main/network/turned.ts'

const quarters = fc.constantFrom<Quarters>(0, 1, 2, 3)
const squares = fc.integer({ min: 1, max: 9 }).map((side) => Float32Array.from({ length: side * side }, (_, i) => i))

describe('turnedSquare', () => {
  it('turns clockwise', () => {
    const square = Float32Array.of(1, 2, 3, 4)
    expect([...turnedSquare(square, 1)]).toEqual([3, 1, 4, 2])
    expect([...turnedSquare(square, 2)]).toEqual([4, 3, 2, 1])
    expect([...turnedSquare(square, 3)]).toEqual([2, 4, 1, 3])
  })

  it('adds up, and is undone', () => {
    fc.assert(
      fc.property(squares, quarters, quarters, (square, a, b) => {
        const both = turnedSquare(turnedSquare(square, a), b)
        expect(both).toEqual(turnedSquare(square, ((a + b) % 4) as Quarters))
        expect(turnedSquare(turnedSquare(square, a), turnedBack(a))).toEqual(square)
      }),
    )
  })
})

describe('turnedMaps', () => {
  it('turns each map by itself', () => {
    const data = Float32Array.of(1, 2, 3, 4, 5, 6, 7, 8)
    expect(turnedMaps({ dims: [1, 2, 2, 2], data }, 1)).toEqual({
      dims: [1, 2, 2, 2],
      data: Float32Array.of(3, 1, 4, 2, 7, 5, 8, 6),
    })
  })
})
