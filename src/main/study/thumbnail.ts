import sharp from 'sharp'
import type { GreyFilm } from '#shared/film.ts'
import { applyVoi } from '#shared/voi.ts'

/** Longer side of a thumbnail, pixels: sharp on screens of double density where it is shown. */
export const thumbnailSide = 128

/** A film in its own window as a small PNG. */
export async function thumbnailOf(film: GreyFilm): Promise<Uint8Array> {
  const grey = Uint8Array.from(applyVoi(film), (value) => Math.round(value * 255))
  const picture = sharp(grey, { raw: { width: film.columns, height: film.rows, channels: 1 } })
  return picture.resize({ width: thumbnailSide, height: thumbnailSide, fit: 'inside' }).toColourspace('b-w').png().toBuffer()
}
