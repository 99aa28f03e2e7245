import type { NetworkShape } from '#shared/model.ts'
import type { DatasetFilm } from '#main/dataset/index.ts'
import { placeTarget } from '#main/network/placeTargets.ts'
import { trunkStride } from '#main/network/trunk.ts'
import { targetsOf } from './targetsOf.ts'

/** Whether these films have a place that shows a fracture and one that shows none: without either nothing is learned. */
export function showsPlaces(films: readonly DatasetFilm[], shape: NetworkShape): boolean {
  const side = shape.inputSize / trunkStride
  const has = (target: number): boolean => films.some((film) => targetsOf(film, shape, side).includes(target))
  return has(placeTarget.fracture) && has(placeTarget.none)
}
