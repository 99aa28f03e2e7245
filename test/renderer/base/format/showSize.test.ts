import { describe, expect, it } from 'vitest'
import { showSize } from '#renderer/base/format/showSize.ts'

describe('sizes', () => {
  it.each([
    [0, '0 B'],
    [999, '999 B'],
    [1000, '1.0 kB'],
    [23_040_000, '23.0 MB'],
    [123_456_789, '123 MB'],
    [5e15, '5000 TB'],
  ])('%i bytes are %s', (bytes, said) => {
    expect(showSize(bytes)).toBe(said)
  })
})
