import { describe, expect, it } from 'vitest'
import { makeGreyFilm } from '../../../support/films.ts'
import { buildPyramid } from '#shared/greyPyramid.ts'
import { shutterLevels } from '#renderer/features/viewport/drawing/shutterLevels.ts'

const [rows, columns] = [131, 67]

/** A film whose pixels outside a circle are covered. */
function circle(grey: number) {
  const bits = new Uint8Array(Math.ceil((rows * columns) / 8))
  const covers = (row: number, column: number): boolean => Math.hypot(row - 65, column - 33) > 30
  for (let pixel = 0; pixel < rows * columns; pixel++) {
    if (covers(Math.floor(pixel / columns), pixel % columns)) bits[pixel >> 3]! |= 1 << (pixel & 7)
  }
  const film = makeGreyFilm({ rows, columns, values: new Uint16Array(rows * columns), minimum: 0, maximum: 1 })
  return { film: { ...film, shutter: { grey, bits } }, covers }
}

describe('a shutter in all resolutions', () => {
  it('covers a pixel of a level where any is covered that it stands for', () => {
    const { film, covers } = circle(0)
    const { levels } = buildPyramid(film)
    const shutter = shutterLevels(film, levels)!
    expect(shutter.levels).toHaveLength(levels.length)
    levels.forEach((level, index) => {
      const size = 2 ** index
      for (let pixel = 0; pixel < level.indices.length; pixel++) {
        const [top, left] = [Math.floor(pixel / level.columns) * size, (pixel % level.columns) * size]
        let any = false
        for (let row = top; row < Math.min(rows, top + size); row++)
          for (let column = left; column < Math.min(columns, left + size); column++) any ||= covers(row, column)
        expect(shutter.levels[index]![pixel]).toBe(Number(any))
      }
    })
  })

  it('shows its own grey, opaque, and nothing where the film has none', () => {
    const { film } = circle(0.25)
    const { levels } = buildPyramid(film)
    expect(shutterLevels(film, levels)!.colour).toBe(0xff404040)
    const { shutter: _, ...open } = film
    expect(shutterLevels(open, levels)).toBeUndefined()
  })
})
