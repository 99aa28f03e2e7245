import type { GreyFilm } from '#shared/film.ts'
import type { warningCodes } from '#shared/reading.ts'

type Warning = (typeof warningCodes)[number]

/** Below this standard deviation of its greys (0..1) a picture shows nothing that could be read. */
const uniformDeviation = 0.02

function deviation(pixels: Float32Array): number {
  let sum = 0
  let squares = 0
  for (const value of pixels) {
    sum += value
    squares += value * value
  }
  const mean = sum / pixels.length
  return Math.sqrt(Math.max(0, squares / pixels.length - mean * mean))
}

/** What the one who reads the verdict should know of the film: what decoding said, and what can be seen of the network's input. */
export function readingWarnings(film: GreyFilm, pixels: Float32Array, inputSize: number): string[] {
  const own: Warning[] = []
  if (Math.max(film.rows, film.columns) < inputSize) own.push('too-small')
  if (deviation(pixels) < uniformDeviation) own.push('nearly-uniform')
  return [...film.warnings, ...own]
}
