import sharp from 'sharp'
import type { GreyFilm } from '#shared/film.ts'
import { applyVoi } from '#shared/voi.ts'
import { withStudy } from './openStudy.ts'

/** Longer side of a thumbnail, pixels: sharp on screens of double density where it is shown. */
export const thumbnailSide = 128

/** The first frame of a file as {@link thumbnailOf} draws it. Rejects with a `ProblemError`. */
export function thumbnail(path: string): Promise<Uint8Array> {
  // Twice the size, so that what is left to shrink is smoothed as that of other films is.
  const least = { side: 'longer', pixels: 2 * thumbnailSide } as const
  return withStudy(path, async (study) => thumbnailOf((await study.filmOfLeast(0, least)).film))
}

/** A film in its own window as a small PNG. */
export async function thumbnailOf(film: GreyFilm): Promise<Uint8Array> {
  const shown = applyVoi(film)
  // A loop: `Uint8Array.from` with a function takes a second for a large film.
  const grey = new Uint8Array(shown.length)
  for (let index = 0; index < grey.length; index++) grey[index] = Math.round(shown[index]! * 255)
  const picture = sharp(grey, { raw: { width: film.columns, height: film.rows, channels: 1 } })
  const high = film.rows * (film.pixelAspect ?? 1)
  const scale = thumbnailSide / Math.max(high, film.columns)
  const side = (length: number): number => Math.max(1, Math.round(length * scale))
  return picture
    .resize({ width: side(film.columns), height: side(high), fit: 'fill' })
    .toColourspace('b-w')
    .png()
    .toBuffer()
}
