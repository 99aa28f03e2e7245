import type { GreyFilmShape, VoiWindow } from '#shared/film.ts'
import { voiFunction } from '#shared/voi.ts'
import type { GreyPyramid } from '#shared/greyPyramid.ts'

const opaque = 0xff000000

/**
 * The colour of each entry of a pyramid as ABGR words (RGBA bytes on little-endian machines, which all that run
 * browsers are): stored value → modality LUT → VOI function → inversion by film and user. Padding is black in any case.
 */
export function displayTable(
  pyramid: GreyPyramid,
  shape: GreyFilmShape,
  window: VoiWindow,
  inverted: boolean,
): Uint32Array {
  const table = new Uint32Array(pyramid.count + 1)
  const brightness = voiFunction(window)
  const flip = shape.inverted !== inverted
  for (let i = 0; i < pyramid.count; i++) {
    const modality = (pyramid.low + i * pyramid.step) * shape.slope + shape.intercept
    const shown = brightness(modality)
    const grey = Math.round(255 * (flip ? 1 - shown : shown))
    table[i] = (opaque | (grey << 16) | (grey << 8) | grey) >>> 0
  }
  table[pyramid.padding] = opaque >>> 0
  return table
}
