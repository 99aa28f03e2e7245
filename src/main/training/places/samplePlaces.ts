import type { NetworkShape } from '#shared/model.ts'
import type { DatasetFilm } from '#main/dataset/index.ts'
import { featureDims } from '#main/network/features.ts'
import { placeTarget } from '#main/network/placeTargets.ts'
import type { Random } from '#main/network/random.ts'
import type { Tensors } from '#main/engines/engine.ts'
import { targetsOf } from './targetsOf.ts'
import { surroundingsAt } from './surroundingsAt.ts'

/** Places to learn from, each as the heads see it: standardised features and their surroundings. */
export type PlaceSample = Record<'fracture' | 'none', Float16Array<ArrayBuffer>[]>

/** Places without a fracture that are drawn of each film, and of all films together, for memory: 4.6 kB each. */
const nonePerFilm = 45
const mostNone = 80_000

/** All places that show a fracture, and of each film some that show none. */
export async function samplePlaces(
  films: readonly DatasetFilm[],
  featuresOf: (film: DatasetFilm) => Promise<Float16Array>,
  standardisation: Tensors,
  shape: NetworkShape,
  random: Random,
): Promise<PlaceSample> {
  const [channels, side] = featureDims(shape)
  const cells = side * side
  const perFilm = Math.max(1, Math.min(nonePerFilm, Math.floor(mostNone / films.length)))
  const scale = standardisation['standardise.scale'].data
  const shift = standardisation['standardise.shift'].data
  const sample: PlaceSample = { fracture: [], none: [] }
  for (const film of films) {
    const targets = targetsOf(film, shape, side)
    const placesOf = (target: number): number[] => [...targets.keys()].filter((place) => targets[place] === target)
    const fracture = placesOf(placeTarget.fracture)
    const none = random.shuffled(placesOf(placeTarget.none)).slice(0, perFilm)
    if (fracture.length + none.length === 0) continue
    const features = await featuresOf(film)
    const standardised = new Float32Array(features.length)
    for (let channel = 0; channel < channels; channel++) {
      for (let i = channel * cells; i < (channel + 1) * cells; i++) {
        standardised[i] = features[i] * scale[channel] + shift[channel]
      }
    }
    const seen = surroundingsAt(standardised, side, [...fracture, ...none])
    sample.fracture.push(...seen.slice(0, fracture.length))
    sample.none.push(...seen.slice(fracture.length))
  }
  return sample
}
