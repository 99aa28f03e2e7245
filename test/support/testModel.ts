import { writeModel } from '#main/model/writeModel.ts'
import type { ModelCard } from '#shared/model.ts'
import { randomWeights } from './randomWeights.ts'
import { testCard } from './testCard.ts'

/** Writes a whole model with random weights into a folder: a real network that has learned nothing. */
export async function writeTestModel(
  directory: string,
  overrides: Partial<ModelCard> = {},
  seed = 1,
): Promise<ModelCard> {
  const { weights: _, ...about } = testCard(overrides)
  return writeModel(directory, await randomWeights(about.network, seed), about)
}
