import type { Film } from '#shared/film.ts'
import { frameSpacing } from '#shared/frameSpacing.ts'
import { pixelAspectOf as aspectOf } from '#shared/pixelAspect.ts'

/** Height of a frame's pixel divided by its width. */
export function pixelAspectOf(film: Film, frame: number): number {
  return aspectOf(frameSpacing(film.header, frame))
}
