import type { NetworkShape } from '#shared/model.ts'
import type { Engine, Tensors } from '#main/engines/engine.ts'
import { ProblemError } from '#shared/problem.ts'
import { crossFitFolds, trainingDefaults } from '#shared/training.ts'
import { adamWDefaults } from '#main/network/adamW.ts'
import { heads } from '#main/network/heads.ts'
import { defaultLossWeights, type LossWeights } from '#main/network/losses.ts'
import { headParameters, startParameters } from '#main/network/parameters.ts'
import { Random } from '#main/network/random.ts'
import { trunkChannels } from '#main/network/trunk.ts'
import { fractureProbability } from '#main/reading/readingOf.ts'
import type { DatasetFilm } from '#main/dataset/index.ts'
import { rocAuc, negativeLogLikelihood } from '#main/evaluation/index.ts'
import { byFilm, measuredOutputs, type FilmOutputs } from './filmOutputs.ts'
import { featureDims, views, type Features } from './features.ts'
import { learningRate } from './schedule.ts'
import { fitStandardisation } from './standardise.ts'
import { Steps } from './steps.ts'
import { parametersOf, startState, type StepOptions } from './trainingStep.ts'

export type HeadsOptions = {
  shape: NetworkShape
  seed: number
  epochs: number
  batch: number
  learningRate: number
  weightDecay: number
  /** How much a film of each class counts. */
  classWeights: readonly number[]
  lossWeights?: LossWeights
  labelSmoothing?: number
}
export const headsDefaults = { ...trainingDefaults.heads, folds: crossFitFolds }

const evaluationBatch = 32

export type EpochReport = {
  epoch: number
  trainLoss: number
  validationLoss: number
  /** `NaN` without validation films of both kinds. */
  validationAuc: number
  filmsPerSecond: number
}
export type TrainedHeads = { parameters: Tensors; bestEpoch: number; history: EpochReport[] }

export type HeadsContext = {
  signal: AbortSignal
  onEpoch(report: EpochReport, parameters: Tensors): void
  onStep(done: number, total: number, losses: Record<string, number>): void
}

/**
 * Trains branches, gate, experts and classifiers on the frozen trunk's features: AdamW, warm-up and cosine, each film
 * as it is or mirrored. With validation films the epoch with the least loss on them is kept, else the one after
 * `stopAfter`. The same seed gives the same heads. Rejects with
 * `diverged` on a loss that is no number, and with the signal's reason when it is aborted.
 */
export async function trainHeadsOn(
  engine: Engine,
  features: Features,
  films: { train: readonly DatasetFilm[]; validation: readonly DatasetFilm[] },
  options: HeadsOptions,
  context: HeadsContext,
  stopAfter = options.epochs,
): Promise<TrainedHeads> {
  const { shape } = options
  const random = new Random(options.seed)
  const standardisation = await fitStandardisation(views0(features, films.train), trunkChannels)
  const start = startParameters(headParameters(shape), random)
  const batch = Math.min(options.batch, films.train.length)
  const step: StepOptions = {
    shape,
    batch,
    from: 'features',
    example: featureDims(shape),
    lossWeights: options.lossWeights ?? defaultLossWeights,
    ...(options.labelSmoothing === undefined ? {} : { labelSmoothing: options.labelSmoothing }),
    adamW: { ...adamWDefaults, weightDecay: options.weightDecay },
  }
  const compiled = await Steps.start(engine, step, standardisation, start)
  try {
    const stepsPerEpoch = Math.floor(films.train.length / batch)
    const total = stepsPerEpoch * options.epochs
    let best = { parameters: parametersOf(startState(start)), loss: Infinity, epoch: 0 }
    const history: EpochReport[] = []
    let done = 0
    for (let epoch = 1; epoch <= stopAfter; epoch++) {
      const order = random.shuffled(films.train)
      const started = performance.now()
      let trainLoss = 0
      for (let i = 0; i < stepsPerEpoch; i++) {
        context.signal.throwIfAborted()
        const members = order.slice(i * batch, (i + 1) * batch)
        const examples = await gather(
          features,
          members.map((film) => ({ film, view: random.below(views) })),
          step.example,
        )
        const rate = learningRate(done, total, options.learningRate, stepsPerEpoch)
        const made = { examples, labels: members.map((film) => film.label) }
        const losses = await compiled.run(made, { number: done + 1, rate, classWeights: options.classWeights })
        if (!Number.isFinite(losses.fused)) throw new ProblemError('training-diverged')
        trainLoss += losses.fused / stepsPerEpoch
        context.onStep(++done, total, { rate, ...losses })
      }
      const filmsPerSecond = (stepsPerEpoch * batch * 1000) / (performance.now() - started)
      const parameters = { ...standardisation, ...parametersOf(await compiled.readState()) }
      const logits = await headLogits(engine, features, shape, parameters, films.validation)
      const validationLoss =
        logits.length > 0
          ? negativeLogLikelihood(
              logits,
              films.validation.map((film) => film.label),
              1,
            )
          : trainLoss
      if (validationLoss < best.loss || logits.length === 0) best = { parameters, loss: validationLoss, epoch }
      const judged = films.validation.map(({ label, group }, i) => ({
        fractured: label > 0,
        group,
        probability: fractureProbability(logits[i], 1),
      }))
      history.push({ epoch, trainLoss, validationLoss, validationAuc: rocAuc(judged), filmsPerSecond })
      context.onEpoch(history.at(-1)!, parameters)
    }
    return { parameters: best.parameters, bestEpoch: best.epoch, history }
  } finally {
    await compiled.dispose()
  }
}

/** Fused logits of each prepared film in one view (0: as it is), by heads with the given parameters. */
export async function headLogits(...what: Parameters<typeof headOutputs>): Promise<Float32Array[]> {
  return (await headOutputs(...what)).map(({ logits }) => logits)
}

/** What is measured of each prepared film in one view (0: as it is), by heads with the given parameters. */
export async function headOutputs(
  engine: Engine,
  features: Features,
  shape: NetworkShape,
  parameters: Tensors,
  films: readonly DatasetFilm[],
  view = 0,
): Promise<FilmOutputs[]> {
  const example = featureDims(shape)
  const compiled = await engine.compile({
    inputs: { features: [-1, ...example] },
    weights: parameters,
    build: (ops, { inputs, weights }) => ({
      outputs: measuredOutputs(
        ops,
        heads(ops, (name) => weights[name], inputs.features, shape),
      ),
    }),
  })
  try {
    const result: FilmOutputs[] = []
    for (let start = 0; start < films.length; start += evaluationBatch) {
      const members = films.slice(start, start + evaluationBatch)
      const data = await gather(
        features,
        members.map((film) => ({ film, view })),
        example,
      )
      result.push(
        ...byFilm(await compiled.run({ features: { dims: [members.length, ...example], data } }), members.length),
      )
    }
    return result
  } finally {
    await compiled.dispose()
  }
}

async function* views0(features: Features, films: readonly DatasetFilm[]): AsyncGenerator<Float16Array> {
  for (const film of films) yield await features.get(film, 0)
}

async function gather(
  features: Features,
  picks: readonly { film: DatasetFilm; view: number }[],
  example: readonly number[],
): Promise<Float32Array> {
  const length = example.reduce((product, dim) => product * dim, 1)
  const data = new Float32Array(picks.length * length)
  await Promise.all(picks.map(async ({ film, view }, i) => data.set(await features.get(film, view), i * length)))
  return data
}
