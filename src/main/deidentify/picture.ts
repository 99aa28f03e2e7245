import sharp from 'sharp'
import type { Box } from '#shared/deidentify.ts'
import type { GreyFilm } from '#shared/film.ts'
import { ProblemError } from '#shared/problem.ts'
import { blackOut, checkBoxes } from './pixels/blackOut.ts'

/**
 * A picture as a PNG of its greys and nothing else: what is not a grey value is not written. Colours become their
 * luminance, as they are read. Throws 'deidentify-picture-deep' for values that a PNG cannot hold.
 */
export async function pictureOf(film: GreyFilm, boxes: readonly Box[]): Promise<Uint8Array> {
  const { values, rows, columns, inverted } = film
  if (!(values instanceof Uint8Array || values instanceof Uint16Array))
    throw new ProblemError('deidentify-picture-deep')
  checkBoxes(boxes, film)
  blackOut({ values, samplesPerPixel: 1, photometric: inverted ? 'MONOCHROME1' : 'MONOCHROME2' }, film, boxes)
  const isDeep = values instanceof Uint16Array
  const white = isDeep ? 0xffff : 0xff
  if (inverted) for (let index = 0; index < values.length; index++) values[index] = white - values[index]!
  return sharp(values, { raw: { width: columns, height: rows, channels: 1 } })
    .toColourspace(isDeep ? 'grey16' : 'b-w')
    .png({ compressionLevel: 9 })
    .toBuffer()
}
