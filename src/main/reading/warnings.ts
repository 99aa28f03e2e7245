import type { FileHeader, GreyFilm } from '#shared/film.ts'
import type { WarningCode } from '#shared/reading.ts'
import { isCovered } from '#shared/shutter.ts'
import { shownGrey } from '#shared/voi.ts'

/**
 * Modality (0008,0060), PS3.3 C.7.3.1.1.1, of what may be a radiograph of a limb: digital, computed, of film, fluoroscopy,
 * angiography, and what programs write that do not know better. Mammograms and dental films are none.
 */
const radiographs = new Set(['DX', 'CR', 'RG', 'RF', 'XA', 'HC', 'OT'])

/** Below this standard deviation of its greys (0..1) a film shows nothing that could be read. */
const uniformDeviation = 0.02
/** So many pixels, evenly spread, tell the deviation well enough. */
const sampledPixels = 20_000

/**
 * Above this share of pixels that are shown fully white, what was bright is lost. Of 305 films of three collections 99
 * in 100 stay below 0.01.
 */
const mostWhite = 0.05
/** From this brightness (0..1) on a pixel is fully white: the highest of 256 levels. */
const white = 0.9975
/** A longer side of fewer pixels shows no fine fracture, however large the network's input is. */
const fewestPixels = 320
/** A film whose longer side is more than so many shorter ones is a strip cut from a film. */
const longestStrip = 4

/** Greys, 0..1, of an even sample of the pixels that are film: numbers, neither padding nor covered. */
function sampledGreys(film: GreyFilm): Float64Array {
  const { values, padding, shutter } = film
  const grey = shownGrey(film)
  const stride = Math.max(1, Math.floor(values.length / sampledPixels))
  const greys = new Float64Array(Math.ceil(values.length / stride))
  let count = 0
  for (let i = 0; i < values.length; i += stride) {
    const value = values[i]
    if (Number.isNaN(value) || (padding && value >= padding.low && value <= padding.high)) continue
    if (shutter && isCovered(shutter, i)) continue
    greys[count++] = grey(value)
  }
  return greys.subarray(0, count)
}

function deviationOf(greys: Float64Array): number {
  if (greys.length === 0) return 0
  const mean = greys.reduce((sum, grey) => sum + grey, 0) / greys.length
  return Math.sqrt(greys.reduce((sum, grey) => sum + (grey - mean) ** 2, 0) / greys.length)
}

/** What the one who reads the verdict should know of the film: what decoding said, and what the film itself shows. */
export function readingWarnings(
  film: GreyFilm,
  inputSize: number,
  { modality }: Pick<FileHeader, 'modality'> = {},
): string[] {
  const own: WarningCode[] = []
  if (modality && !radiographs.has(modality)) own.push('not-x-ray')
  if (Math.max(film.rows, film.columns) < Math.min(inputSize, fewestPixels)) own.push('too-small')
  const high = film.rows * (film.pixelAspect ?? 1)
  if (Math.max(high, film.columns) > longestStrip * Math.min(high, film.columns)) own.push('cropped')
  const greys = sampledGreys(film)
  if (deviationOf(greys) < uniformDeviation) own.push('nearly-uniform')
  else if (greys.filter((grey) => grey >= white).length > mostWhite * greys.length) own.push('saturated')
  return [...film.warnings, ...own]
}
