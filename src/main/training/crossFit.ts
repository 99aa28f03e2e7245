import type { Engine } from '#main/engines/engine.ts'
import { type DatasetFilm, foldsByGroup } from '#main/dataset/index.ts'
import type { Features } from './features.ts'
import { headLogits, trainHeadsOn, type HeadsContext, type HeadsOptions, type TrainedHeads } from './headsTrainer.ts'
import { roundedToFloat16 } from './float16.ts'
import type { ModeContext } from './mode.ts'

export type CrossFitted = TrainedHeads & {
  /** For each film, in their order: fused logits by heads that had not seen its group. */
  outOfFold: Float32Array[]
}

/**
 * Trains once on all films, and once for each fold on the others, so that every film is judged by heads that have not
 * seen its group: calibration and operating points rest on all films instead of a few, and no film is lost to training.
 * The folds also say how many epochs are good. Cheap, since the trunk's features are there.
 */
export async function crossFitHeads(
  engine: Engine,
  features: Features,
  films: readonly DatasetFilm[],
  options: HeadsOptions & { folds: number },
  context: Pick<ModeContext, 'signal' | 'report'>,
): Promise<CrossFitted> {
  const foldOf = foldsByGroup(films, options.seed, options.folds)
  const outOfFold = new Array<Float32Array>(films.length)
  const bestEpochs: number[] = []
  const contextOf = (round: number): HeadsContext => {
    const stage = round < options.folds ? 'folds' : 'heads'
    const [before, rounds] = stage === 'folds' ? [round, options.folds] : [0, 1]
    return {
      signal: context.signal,
      onStep: (done, total, losses) => context.report(stage, before * total + done, rounds * total, losses),
      onEpoch: ({ epoch, ...numbers }) =>
        context.report(stage, before * options.epochs + epoch, rounds * options.epochs, numbers),
    }
  }
  for (let fold = 0; fold < options.folds; fold++) {
    const train = films.filter((_, i) => foldOf[i] !== fold)
    const validation = films.filter((_, i) => foldOf[i] === fold)
    if (validation.length === 0) continue
    const trained = await trainHeadsOn(engine, features, { train, validation }, options, contextOf(fold))
    bestEpochs.push(trained.bestEpoch)
    const logits = await headLogits(engine, features, options.shape, roundedToFloat16(trained.parameters), validation)
    let next = 0
    foldOf.forEach((of, i) => of === fold && (outOfFold[i] = logits[next++]))
  }
  const epochs = Math.round(bestEpochs.reduce((sum, epoch) => sum + epoch, 0) / bestEpochs.length)
  const trained = await trainHeadsOn(
    engine,
    features,
    { train: films, validation: [] },
    options,
    contextOf(options.folds),
    epochs,
  )
  return { ...trained, outOfFold }
}
