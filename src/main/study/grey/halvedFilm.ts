import type { GreyFilm } from '#shared/film.ts'

/** The size, in pixels, of which no less is wanted. */
export type LeastSize = { side: 'longer' | 'shorter'; pixels: number }

/**
 * A film that was decoded at a part of its resolution: its rows and columns were halved `halvings` times, as the
 * wavelet of JPEG 2000 does it. Pixel i of it lies where pixel i · 2^halvings of the whole film does.
 */
export type HalvedFilm = {
  film: GreyFilm
  halvings: number
  /** Size of the film as it is stored. */
  whole: { rows: number; columns: number }
}

/** How often a film can be halved and still be of the least size. */
export function halvingsFor(
  { rows, columns }: { rows: number; columns: number },
  { side, pixels }: LeastSize,
  most: number,
): number {
  const length = side === 'longer' ? Math.max(rows, columns) : Math.min(rows, columns)
  let halvings = 0
  while (halvings < most && Math.ceil(length / 2 ** (halvings + 1)) >= pixels) halvings++
  return halvings
}

export function notHalved(film: GreyFilm): HalvedFilm {
  return { film, halvings: 0, whole: { rows: film.rows, columns: film.columns } }
}
