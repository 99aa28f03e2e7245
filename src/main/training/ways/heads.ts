import { trunkParameters } from '#main/network/parameters.ts'
import { crossFitHeads } from '../loop/rounds.ts'
import { Features } from '../films/features.ts'
import { roundedToFloat16 } from '../loop/float16.ts'
import { headOutputs, type HeadsOptions } from '../films/headOutputs.ts'
import type { ModeContext, ModeInput, ModeOutcome } from '../loop/task.ts'

/** Heads on the frozen trunk; every training film is also judged by heads that have not seen its group. */
export async function headsMode(
  { engine, shape, start, parts, seed, classWeights, cacheDirectory }: ModeInput,
  options: Omit<HeadsOptions, 'shape' | 'seed' | 'classWeights'> & { folds: number },
  { decoder, signal, report }: ModeContext,
): Promise<ModeOutcome> {
  const trunk = roundedToFloat16(Object.fromEntries(trunkParameters().map(({ name }) => [name, start[name]])))
  const features = await Features.open(engine, trunk, shape, cacheDirectory, decoder)
  try {
    const onFilm = (done: number, total: number): void => report('features', done, total)
    await features.prepare([...parts.train, ...parts.validation, ...parts.holdout], { signal, onFilm })
    const train = [...parts.train, ...parts.validation]
    const trained = await crossFitHeads(
      engine,
      features,
      train,
      { ...options, shape, seed, classWeights },
      { signal, report },
    )
    report('evaluate', 0, 1)
    // What is measured is what is stored: the float16 weights.
    const parameters = { ...trunk, ...roundedToFloat16(trained.parameters) }
    const [trainedOn, holdout] = [
      await headOutputs(engine, features, shape, parameters, train),
      await headOutputs(engine, features, shape, parameters, parts.holdout),
    ]
    return {
      parameters,
      validation: { films: train, logits: trained.outOfFold },
      holdout: { films: parts.holdout, logits: holdout.map(({ logits }) => logits) },
      outputs: { trainedOn, holdout },
      history: trained.history.map(({ epoch, trainLoss }) => ({ epoch, trainLoss })),
      settings: { ...options, bestEpoch: trained.bestEpoch },
    }
  } finally {
    await features.dispose()
  }
}
