import type { Random } from '#main/network/random.ts'
import type { Batch } from '../step/trainingStep.ts'
import type { PlaceSample } from './samplePlaces.ts'

/** Of a batch, that many places show a fracture: far more than of a film, or nothing would be learned of them. */
const fractureShare = 3 / 16
/** How much a place without a fracture counts, and one with. */
export const placeWeights = [2, 1] as const

/**
 * Batches of places, drawn with replacement. Half of each place's numbers are set to zero and the others doubled
 * (dropout, Srivastava et al. 2014), since there are few fractures and many numbers.
 */
export async function* drawPlaces(
  { fracture, none }: PlaceSample,
  batch: number,
  steps: number,
  random: Random,
): AsyncGenerator<Batch> {
  const width = none[0].length
  const fractures = Math.round(fractureShare * batch)
  for (let step = 0; step < steps; step++) {
    const examples = new Float32Array(batch * width)
    const labels: number[] = []
    for (let i = 0; i < batch; i++) {
      const from = i < fractures ? fracture : none
      labels.push(i < fractures ? 1 : 0)
      halved(from[random.below(from.length)], random, examples, i * width)
    }
    yield await Promise.resolve({ examples, labels })
  }
}

/** Half of the numbers doubled, the others zero, one random bit each. */
function halved(from: Float16Array, random: Random, into: Float32Array, offset: number): void {
  let bits = 0
  for (let i = 0; i < from.length; i++) {
    if (i % 32 === 0) bits = random.uniform() * 2 ** 32
    if ((bits >>> (i % 32)) & 1) into[offset + i] = 2 * from[i]
  }
}
