import type { Film } from '#shared/film.ts'
import { pixelAspectOf as aspectOf } from '#shared/pixelAspect.ts'

/** Height of a film's pixel divided by its width. */
export function pixelAspectOf(film: Film): number {
  return aspectOf(film.header.spacing)
}
