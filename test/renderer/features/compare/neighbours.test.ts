import { describe, expect, it } from 'vitest'
import { neighbours } from '#renderer/features/compare/neighbours.ts'

describe('neighbours', () => {
  const list = Array.from({ length: 10 }, (_, index) => index)

  it('lie around the one that is asked for, at the ends too', () => {
    expect(neighbours(list, 5, 4)).toEqual([3, 4, 5, 6])
    expect(neighbours(list, 0, 4)).toEqual([0, 1, 2, 3])
    expect(neighbours(list, 9, 4)).toEqual([6, 7, 8, 9])
  })

  it('are all where there is room for all', () => {
    expect(neighbours(list, 3, 20)).toEqual(list)
  })
})
