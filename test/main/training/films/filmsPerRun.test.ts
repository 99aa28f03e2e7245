import { expect, it } from 'vitest'
import { filmsPerRun } from '#main/training/films/filmsPerRun.ts'

it.each([
  [64, 16, 16],
  [224, 16, 16],
  [320, 16, 7],
  [448, 16, 4],
  [640, 16, 1],
  [640, 2, 1],
])('films of %i pixels go %i at a time at most, as memory allows: %i', (inputSize, usual, expected) => {
  expect(filmsPerRun({ inputSize }, usual)).toBe(expected)
  expect(expected * inputSize ** 2).toBeLessThanOrEqual(Math.max(usual * 224 ** 2, inputSize ** 2))
})
