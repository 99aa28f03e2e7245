import type { GreyFilm } from '#shared/film.ts'
import type { warningCodes } from '#shared/reading.ts'
import { voiFunction } from '#shared/voi.ts'

type Warning = (typeof warningCodes)[number]

/** Below this standard deviation of its greys (0..1) a film shows nothing that could be read. */
const uniformDeviation = 0.02
/** So many pixels, evenly spread, tell the deviation well enough. */
const sampledPixels = 20_000

/** Standard deviation of the film's greys as it is first shown, 0..1. */
function greyDeviation(film: GreyFilm): number {
  const { values, slope, intercept } = film
  const grey = voiFunction(film.window)
  // Films of 8 bits have few greys.
  const table = values.BYTES_PER_ELEMENT === 1 ? Float64Array.from({ length: 384 }, (_, i) => grey((i - 128) * slope + intercept)) : undefined
  const stride = Math.max(1, Math.floor(values.length / sampledPixels))
  let [sum, squares, count] = [0, 0, 0]
  for (let i = 0; i < values.length; i += stride) {
    const value = table ? table[values[i] + 128] : grey(values[i] * slope + intercept)
    sum += value
    squares += value * value
    count++
  }
  const mean = sum / count
  return Math.sqrt(Math.max(0, squares / count - mean * mean))
}

/** What the one who reads the verdict should know of the film: what decoding said, and what the film itself shows. */
export function readingWarnings(film: GreyFilm, inputSize: number): string[] {
  const own: Warning[] = []
  if (Math.max(film.rows, film.columns) < inputSize) own.push('too-small')
  if (greyDeviation(film) < uniformDeviation) own.push('nearly-uniform')
  return [...film.warnings, ...own]
}
