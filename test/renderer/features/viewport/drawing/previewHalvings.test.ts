// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, it } from 'vitest'
import { makeFilm } from '../../../support/films.ts'
import { previewHalvings } from '#renderer/features/viewport/drawing/previewHalvings.ts'

const large = { rows: 3000, columns: 2500 }
const place = { width: 880, height: 796 }

beforeEach(() => void (window.devicePixelRatio = 1))
afterEach(() => void (window.devicePixelRatio = 1))

it('halves a large film until its pixels are just not larger than those of the screen', () => {
  expect(previewHalvings(makeFilm('a', large), place)).toBe(1)
  expect(previewHalvings(makeFilm('a', large), { width: 440, height: 398 })).toBe(2)
  window.devicePixelRatio = 2
  expect(previewHalvings(makeFilm('a', large), place)).toBe(0)
})

it('counts a pixel that is wider than high by its width', () => {
  const spacing = { calibration: 'none', pixelAspect: 0.5 } as const
  expect(previewHalvings(makeFilm('a', large), { width: 1300, height: 1600 })).toBe(0)
  expect(previewHalvings(makeFilm('a', { ...large, spacing }), { width: 1300, height: 1600 })).toBe(1)
})

it('waits for small films, films of several frames, and where there is no place', () => {
  expect(previewHalvings(makeFilm('a', { rows: 1200, columns: 1000 }), place)).toBe(0)
  expect(previewHalvings(makeFilm('a', { ...large, frames: 2 }), place)).toBe(0)
  expect(previewHalvings(makeFilm('a', large), { width: 0, height: 0 })).toBe(0)
})
