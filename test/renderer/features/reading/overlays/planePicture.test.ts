import { describe, expect, it } from 'vitest'
import { planePicture } from '#renderer/features/reading/overlays/planePicture.ts'

describe('planePicture', () => {
  it('colours the bits that are set, from the lowest bit of each byte on, and leaves the rest clear', () => {
    const plane = {
      type: 'graphics',
      rows: 3,
      columns: 5,
      row: 0,
      column: 0,
      bits: Uint8Array.of(0b10010001, 0b01000000),
    } as const
    const { rgba, rows, columns } = planePicture(plane)
    expect([rows, columns]).toEqual([3, 5])
    const set = Array.from({ length: 15 }, (_, i) => i).filter((i) => rgba[4 * i + 3] === 255)
    expect(set).toEqual([0, 4, 7, 14])
    expect([...rgba.slice(4, 8)]).toEqual([0, 0, 0, 0])
    expect(planePicture({ ...plane, type: 'roi' }).rgba.slice(0, 3)).not.toEqual(rgba.slice(0, 3))
  })
})

describe('planePicture in less resolution', () => {
  it('keeps a pixel where any of those that it stands for is set', () => {
    const plane = {
      type: 'graphics',
      rows: 3,
      columns: 5,
      row: 0,
      column: 0,
      bits: Uint8Array.of(0b10000000, 0b01000000),
    } as const
    const { rgba, rows, columns } = planePicture(plane, 1)
    expect([rows, columns]).toEqual([2, 3])
    expect(Array.from({ length: 6 }, (_, i) => rgba[4 * i + 3])).toEqual([0, 255, 0, 0, 0, 255])
  })
})
