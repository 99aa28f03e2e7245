import type { GreyFilm } from '#shared/film.ts'
import { isCovered } from '#shared/shutter.ts'
import type { GreyLevel } from '#shared/greyPyramid.ts'

/** The colour of a covered pixel, and which pixels of each level of a pyramid are covered (1). */
export type ShutterLevels = { colour: number; levels: readonly Uint8Array[] }

/**
 * A film's shutter in the resolutions of its pyramid; undefined where the film has none. A pixel of a smaller level is
 * covered as soon as one of those is that it stands for: its grey is mixed with theirs.
 */
export function shutterLevels(
  { shutter, values }: GreyFilm,
  pyramid: readonly Pick<GreyLevel, 'rows' | 'columns'>[],
): ShutterLevels | undefined {
  if (!shutter) return undefined
  const full = new Uint8Array(values.length)
  for (let pixel = 0; pixel < full.length; pixel++) full[pixel] = Number(isCovered(shutter, pixel))
  const levels: Uint8Array[] = [full]
  for (let level = 1; level < pyramid.length; level++) {
    levels.push(halve(levels[level - 1]!, pyramid[level - 1]!, pyramid[level]!))
  }
  const grey = Math.round(255 * shutter.grey)
  // ABGR, as the table of greys has it.
  return { colour: (0xff000000 | (grey << 16) | (grey << 8) | grey) >>> 0, levels }
}

type Size = Pick<GreyLevel, 'rows' | 'columns'>

function halve(from: Uint8Array, { rows, columns }: Size, half: Size): Uint8Array {
  const covered = new Uint8Array(half.rows * half.columns)
  for (let row = 0, pixel = 0; row < rows; row++) {
    const start = (row >> 1) * half.columns
    for (let column = 0; column < columns; column++, pixel++) {
      if (from[pixel] === 1) covered[start + (column >> 1)] = 1
    }
  }
  return covered
}
