import { sealModel } from '#main/model/index.ts'
import { writeModel } from '#main/model/writeModel.ts'
import type { ModelCard } from '#shared/model.ts'
import { randomWeights } from './randomWeights.ts'
import { testCard } from './testCard.ts'

/** Writes a model that points at places, with random weights: it has learned nothing, but its places differ. */
export async function writePlacesModel(directory: string, overrides: Partial<ModelCard>): Promise<void> {
  const { network } = testCard()
  const { weights: _, ...about } = testCard({ network: { ...network, places: true, inputSize: 320 }, ...overrides })
  const parameters = await randomWeights(about.network, 1)
  // What a place adds to the film's log-odds; without it all places are alike.
  parameters['fusion.weight']!.data.set([0, 1])
  await writeModel(directory, parameters, about)
  await sealModel(directory)
}
