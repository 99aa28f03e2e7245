import type { NetworkShape } from '#shared/model.ts'
import { ProblemError } from '#shared/problem.ts'
import { trainingDefaults } from '#shared/training.ts'
import type { Engine, Tensors } from '#main/engines/engine.ts'
import { adamWDefaults } from '#main/network/adamW.ts'
import { isFrozenIn } from '#main/network/frozen.ts'
import { defaultLossWeights } from '#main/network/losses.ts'
import { fractureProbability } from '#main/reading/readingOf.ts'
import type { AugmentOptions, DatasetFilm } from '#main/dataset/index.ts'
import type { Batches } from './batches.ts'
import type { Checkpoint, Checkpoints, FullEpochReport } from './checkpoints.ts'
import { rocAuc, fitTemperature, negativeLogLikelihood } from '#main/evaluation/index.ts'
import { filmOutputs } from './filmOutputs.ts'
import { learningRate } from './schedule.ts'
import { Steps } from './steps.ts'
import { parametersOf, startState, type StepOptions } from './trainingStep.ts'

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
  /** What is left as it is: by default the stem and layer 1. */
  isFrozen?: (parameter: string) => boolean
  /** How much a film of each class counts; all 1 by default. */
  classWeights: readonly number[]
}
export const fullDefaults = { ...trainingDefaults.full, warmUpEpochs: 1, patience: 4 }

const evaluationBatch = 16

export type StepReport = {
  step: number
  total: number
  epoch: number
  rate: number
  filmsPerSecond: number
  remainingSeconds: number
  losses: Record<string, number>
}
export type FullContext = {
  signal: AbortSignal
  onStep(report: StepReport): Promise<void> | void
  onEpoch(report: FullEpochReport): void
}
export type TrainedFull = {
  parameters: Tensors
  bestEpoch: number
  history: FullEpochReport[]
  /** Batches went in two halves, for want of memory. */ isHalved: boolean
}

/**
 * Fine-tunes layers 2–4 and the heads on films: AdamW, warm-up and cosine, augmented batches, a checkpoint after each
 * epoch. What is validated and kept is the mean of the parameters after each epoch (Izmailov et al. 2018, arXiv
 * 1803.05407), which is steadier than any one of them. Goes on from the checkpoint when there is one, with the same
 * numbers as without the break. The epoch with the least validation loss is kept; without validation films the one
 * after `stopAfter`. Rejects with `diverged`, `engine-failed`, `disk-full`, or the signal's reason.
 */
export async function trainFullOn(
  engine: Engine,
  batches: Batches,
  films: { train: readonly DatasetFilm[]; validation: readonly DatasetFilm[] },
  start: Tensors,
  options: FullOptions,
  checkpoints: Checkpoints,
  context: FullContext,
  stopAfter = options.epochs,
): Promise<TrainedFull> {
  const { shape, isFrozen = (parameter) => isFrozenIn('full', parameter) } = options
  const batch = Math.min(options.batch, films.train.length)
  const step: StepOptions = {
    shape,
    batch,
    from: 'films',
    example: [1, shape.inputSize, shape.inputSize],
    lossWeights: defaultLossWeights,
    adamW: { ...adamWDefaults, weightDecay: options.weightDecay },
  }
  const frozen = Object.fromEntries(Object.entries(start).filter(([name]) => isFrozen(name)))
  const trained = Object.fromEntries(Object.entries(start).filter(([name]) => !isFrozen(name)))
  const stepsPerEpoch = Math.floor(films.train.length / batch)
  const total = stepsPerEpoch * options.epochs
  const last = stepsPerEpoch * stopAfter
  let run: Checkpoint = (await checkpoints.load()) ?? {
    epoch: 0,
    steps: 0,
    best: { epoch: 0, loss: Infinity },
    history: [],
    state: startState(trained),
    meanParameters: trained,
    bestParameters: trained,
  }

  const validate = async (
    parameters: Tensors,
  ): Promise<Pick<FullEpochReport, 'validationLoss' | 'validationAuc'> | undefined> => {
    if (films.validation.length === 0) return undefined
    const logits = await filmLogits(engine, batches, shape, parameters, films.validation)
    const judged = films.validation.map((film, i) => ({
      fractured: film.label > 0,
      probability: fractureProbability(logits[i], 1),
      group: film.group,
    }))
    const labels = films.validation.map((film) => film.label)
    // As the finished model is calibrated: being too sure of itself, which comes with more epochs, is mended by that
    // and no reason to stop.
    return {
      validationLoss: negativeLogLikelihood(logits, labels, fitTemperature(logits, labels)),
      validationAuc: rocAuc(judged),
    }
  }

  const compiled = await Steps.start(engine, step, frozen, trained, run.state)
  try {
    while (run.epoch < stopAfter && run.epoch - run.best.epoch < options.patience) {
      const epoch = run.epoch + 1
      const [started, waitedBefore] = [performance.now(), batches.waited]
      let { steps } = run
      let trainLoss = 0
      for await (const made of batches.epoch(films.train, batch, options.seed, epoch, options.augment)) {
        context.signal.throwIfAborted()
        const rate = learningRate(steps, total, options.learningRate, stepsPerEpoch * options.warmUpEpochs)
        const losses = await compiled.run(made, { number: steps + 1, rate, classWeights: options.classWeights })
        if (!Number.isFinite(losses.total)) {
          throw new ProblemError('training-diverged')
        }
        steps++
        trainLoss += losses.total / stepsPerEpoch
        const filmsPerSecond = ((steps - run.steps) * batch * 1000) / (performance.now() - started)
        await context.onStep({
          step: steps,
          total: last,
          epoch,
          rate,
          filmsPerSecond,
          remainingSeconds: ((last - steps) * batch) / filmsPerSecond,
          losses,
        })
      }
      const milliseconds = performance.now() - started
      const state = await compiled.readState()
      const parameters = meanWith(run.meanParameters, parametersOf(state), epoch)
      const validation = await validate({ ...frozen, ...parameters })
      const report: FullEpochReport = {
        epoch,
        trainLoss,
        validationLoss: trainLoss,
        ...validation,
        filmsPerSecond: (stepsPerEpoch * batch * 1000) / milliseconds,
        engineIdleShare: (batches.waited - waitedBefore) / milliseconds,
      }
      const isBest = !validation || validation.validationLoss < run.best.loss
      run = {
        epoch,
        steps,
        state,
        best: isBest ? { epoch, loss: report.validationLoss } : run.best,
        meanParameters: parameters,
        bestParameters: isBest ? parameters : run.bestParameters,
        history: [...run.history, report],
      }
      await checkpoints.save(run)
      context.onEpoch(report)
    }
    return {
      parameters: { ...frozen, ...run.bestParameters },
      bestEpoch: run.best.epoch,
      history: run.history,
      isHalved: compiled.isHalved,
    }
  } finally {
    await compiled.dispose()
  }
}

/** The mean of the parameters after `epoch` epochs from that of the epochs before and those of the last one. */
function meanWith(mean: Tensors, last: Tensors, epoch: number): Tensors {
  return Object.fromEntries(
    Object.entries(last).map(([name, { dims, data }]) => {
      const before = mean[name].data
      return [name, { dims, data: data.map((value, i) => before[i] + (value - before[i]) / epoch) }]
    }),
  )
}

/** Fused logits of prepared films as they are, in their order. */
export async function filmLogits(
  engine: Engine,
  batches: Batches,
  shape: NetworkShape,
  parameters: Tensors,
  films: readonly DatasetFilm[],
): Promise<Float32Array[]> {
  return (await filmOutputs(engine, shape, parameters, examplesOf(batches, films))).map(({ logits }) => logits)
}

async function* examplesOf(batches: Batches, films: readonly DatasetFilm[]): AsyncGenerator<Float32Array> {
  for await (const { examples } of batches.plain(films, evaluationBatch)) yield examples
}
