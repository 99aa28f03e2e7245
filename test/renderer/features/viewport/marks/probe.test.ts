import { expect, it } from 'vitest'
import type { GreyFilm } from '#shared/film.ts'
import { onFilm, probed } from '#renderer/features/viewport/marks/probe.ts'

const film = {
  rows: 2,
  columns: 3,
  slope: 2,
  intercept: -10,
  padding: { low: 0, high: 0 },
  values: Uint16Array.of(5, 6, 7, 8, 9, 0),
} as unknown as GreyFilm

it('names the pixel and its modality value', () => {
  expect(probed(film, { x: 0, y: 0 })).toEqual({ column: 0, row: 0, value: 0 })
  expect(probed(film, { x: 1.99, y: 1.01 })).toEqual({ column: 1, row: 1, value: 8 })
})

it('gives padding no value, and what lies beside the film nothing', () => {
  expect(probed(film, { x: 2.5, y: 1.5 })).toEqual({ column: 2, row: 1 })
  for (const beside of [
    { x: -0.1, y: 0 },
    { x: 3, y: 0 },
    { x: 0, y: 2 },
  ])
    expect(probed(film, beside)).toBeUndefined()
})

it('finds the point of the film under one of a viewport that is turned and zoomed', () => {
  const turned = { a: 0, b: 2, c: -2, d: 0, e: 100, f: 10 }
  expect(onFilm(turned, { x: 96, y: 16 })).toEqual({ x: 3, y: 2 })
})
