import type { NetworkShape } from '#shared/model.ts'
import { ProblemError } from '#shared/problem.ts'
import { trainingDefaults } from '#shared/training.ts'
import type { Engine, Tensors } from '#main/engines/engine.ts'
import { adamWDefaults } from '#main/network/adamW.ts'
import { isFrozenIn } from '#main/network/frozen.ts'
import { defaultLossWeights } from '#main/network/losses.ts'
import { fractureProbability } from '#main/reading/readingOf.ts'
import type { AugmentOptions } from './augment.ts'
import type { Batches } from './batches.ts'
import type { Checkpoint, Checkpoints, FullEpochReport } from './checkpoints.ts'
import type { DatasetFilm } from './dataset/dataset.ts'
import { rocAuc } from './evaluation/auc.ts'
import { negativeLogLikelihood } from './evaluation/calibration.ts'
import { fusedLogits } from './fusedLogits.ts'
import { lossNumbers } from './lossNumbers.ts'
import { learningRate } from './schedule.ts'
import { parametersOf, startState, stepInputs, trainingProgram, type StepOptions } from './trainingStep.ts'

export type FullOptions = {
  shape: NetworkShape
  seed: number
  epochs: number
  batch: number
  learningRate: number
  weightDecay: number
  /** Epochs of rising rate. */
  warmUpEpochs: number
  /** Ends when the validation loss has not become less for so many epochs. */
  patience: number
  augment: AugmentOptions
  /** How much a film of each class counts; all 1 by default. */
  classWeights: readonly number[]
}
export const fullDefaults = { ...trainingDefaults.full, warmUpEpochs: 1, patience: 4 }

const evaluationBatch = 16

export type StepReport = { step: number; total: number; epoch: number; rate: number; filmsPerSecond: number; remainingSeconds: number; losses: Record<string, number> }
export type FullContext = { signal: AbortSignal; onStep(report: StepReport): Promise<void> | void; onEpoch(report: FullEpochReport): void }
export type TrainedFull = { parameters: Tensors; bestEpoch: number; history: FullEpochReport[] }

/**
 * Fine-tunes layers 2–4 and the heads on films: AdamW, warm-up and cosine, augmented batches, a checkpoint after each epoch. Goes on from the
 * checkpoint when there is one, with the same numbers as without the break. The epoch with the least validation loss is kept. Rejects with
 * `diverged`, `engine-failed`, `disk-full`, or the signal's reason.
 */
export async function trainFullOn(
  engine: Engine,
  batches: Batches,
  films: { train: readonly DatasetFilm[]; validation: readonly DatasetFilm[] },
  start: Tensors,
  options: FullOptions,
  checkpoints: Checkpoints,
  context: FullContext,
): Promise<TrainedFull> {
  const { shape } = options
  const batch = Math.min(options.batch, films.train.length)
  const step: StepOptions = {
    shape,
    batch,
    from: 'films',
    example: [1, shape.inputSize, shape.inputSize],
    lossWeights: defaultLossWeights,
    adamW: { ...adamWDefaults, weightDecay: options.weightDecay },
  }
  const frozen = Object.fromEntries(Object.entries(start).filter(([name]) => isFrozenIn('full', name)))
  const trained = Object.fromEntries(Object.entries(start).filter(([name]) => !isFrozenIn('full', name)))
  const stepsPerEpoch = Math.floor(films.train.length / batch)
  const total = stepsPerEpoch * options.epochs
  let run: Checkpoint = (await checkpoints.load()) ??
    { epoch: 0, steps: 0, best: { epoch: 0, loss: Infinity }, history: [], state: startState(trained), bestParameters: trained }

  const compiled = await engine.compile({ ...trainingProgram(step, frozen, trained), state: run.state })
  try {
    while (run.epoch < options.epochs && run.epoch - run.best.epoch < options.patience) {
      const epoch = run.epoch + 1
      const [started, waitedBefore] = [performance.now(), batches.waited]
      let { steps } = run
      let trainLoss = 0
      for await (const made of batches.epoch(films.train, batch, options.seed, epoch, options.augment)) {
        context.signal.throwIfAborted()
        const rate = learningRate(steps, total, options.learningRate, stepsPerEpoch * options.warmUpEpochs)
        const losses = lossNumbers(await compiled.run(stepInputs(step, made, steps + 1, rate, options.classWeights)))
        if (!Number.isFinite(losses.total)) {
          throw new ProblemError('diverged', 'The training went astray: its loss is no number any more. Try a smaller learning rate.')
        }
        steps++
        trainLoss += losses.total / stepsPerEpoch
        const filmsPerSecond = ((steps - run.steps) * batch * 1000) / (performance.now() - started)
        await context.onStep({ step: steps, total, epoch, rate, filmsPerSecond, remainingSeconds: ((total - steps) * batch) / filmsPerSecond, losses })
      }
      const milliseconds = performance.now() - started
      const state = await compiled.readState()
      const parameters = parametersOf(state)
      const logits = await filmLogits(engine, batches, shape, { ...frozen, ...parameters }, films.validation)
      const validationLoss = negativeLogLikelihood(logits, films.validation.map((film) => film.label), 1)
      const judged = films.validation.map((film, i) => ({ fractured: film.label > 0, probability: fractureProbability(logits[i], 1), group: film.group }))
      const report: FullEpochReport = {
        epoch,
        trainLoss,
        validationLoss,
        validationAuc: rocAuc(judged),
        filmsPerSecond: (stepsPerEpoch * batch * 1000) / milliseconds,
        engineIdleShare: (batches.waited - waitedBefore) / milliseconds,
      }
      const isBest = validationLoss < run.best.loss
      run = {
        epoch,
        steps,
        state,
        best: isBest ? { epoch, loss: validationLoss } : run.best,
        bestParameters: isBest ? parameters : run.bestParameters,
        history: [...run.history, report],
      }
      await checkpoints.save(run)
      context.onEpoch(report)
    }
    return { parameters: { ...frozen, ...run.bestParameters }, bestEpoch: run.best.epoch, history: run.history }
  } finally {
    await compiled.dispose()
  }
}

/** Fused logits of prepared films as they are, in their order. */
export function filmLogits(
  engine: Engine,
  batches: Batches,
  shape: NetworkShape,
  parameters: Tensors,
  films: readonly DatasetFilm[],
): Promise<Float32Array[]> {
  return fusedLogits(engine, shape, parameters, examplesOf(batches, films))
}

async function* examplesOf(batches: Batches, films: readonly DatasetFilm[]): AsyncGenerator<Float32Array> {
  for await (const { examples } of batches.plain(films, evaluationBatch)) yield examples
}
