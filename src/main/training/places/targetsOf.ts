import type { Point } from '#shared/mark.ts'
import type { NetworkShape } from '#shared/model.ts'
import { movedPoint, type DatasetFilm, type Variation } from '#main/dataset/index.ts'
import { inputRegion } from '#main/network/networkInput.ts'
import { placeTarget, placeTargets, regionToInput } from '#main/network/placeTargets.ts'

/** What a film's side × side places are to learn, row by row, when it is varied so; see {@link placeTargets}. */
export function targetsOf(
  film: DatasetFilm,
  shape: Pick<NetworkShape, 'inputSize' | 'fit'>,
  side: number,
  variation?: Variation,
): Int8Array {
  const { label, marks, size } = film
  const fractured = label > 0
  if (!marks || !size) return new Int8Array(side * side).fill(fractured ? placeTarget.ignored : placeTarget.none)
  const toInput = regionToInput(inputRegion(size, shape))
  const moved = variation ? (point: Point): Point => movedPoint(toInput(point), variation) : toInput
  return placeTargets({ fractured, marks }, moved, side)
}
