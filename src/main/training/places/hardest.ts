import type { NetworkShape } from '#shared/model.ts'
import type { Engine, Tensors } from '#main/engines/engine.ts'
import { placeLogits } from '#main/network/placeHeads.ts'
import type { Random } from '#main/network/random.ts'

const share = 0.1
const placesPerRun = 1024

/** The tenth of the places that the network holds most for a fracture, and as many of all of them at random. */
export async function hardest(
  engine: Engine,
  shape: NetworkShape,
  parameters: Tensors,
  places: readonly Float16Array<ArrayBuffer>[],
  random: Random,
): Promise<Float16Array<ArrayBuffer>[]> {
  const width = places[0].length
  const compiled = await engine.compile({
    inputs: { places: [-1, width, 1, 1] },
    weights: parameters,
    build: (ops, { inputs, weights }) => ({
      outputs: { fracture: placeLogits(ops, (name) => weights[name], inputs.places, shape).fracture },
    }),
  })
  const scores: number[] = []
  try {
    for (let start = 0; start < places.length; start += placesPerRun) {
      const members = places.slice(start, start + placesPerRun)
      const data = new Float32Array(members.length * width)
      members.forEach((place, i) => data.set(place, i * width))
      const { fracture } = await compiled.run({ places: { dims: [members.length, width, 1, 1], data } })
      scores.push(...fracture.data)
    }
  } finally {
    await compiled.dispose()
  }
  const count = Math.max(1, Math.round(share * places.length))
  const ranked = [...places.keys()].sort((a, b) => scores[b] - scores[a])
  const atRandom = Array.from({ length: count }, () => random.below(places.length))
  return [...ranked.slice(0, count), ...atRandom].map((index) => places[index])
}
