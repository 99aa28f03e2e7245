/**
 * What helps the starter model and what does not: heads on the frozen trunk, each configuration cross-validated by
 * group on the films that are not held out. The hold-out is never looked at. Prints one line of a Markdown table for
 * each configuration.
 *
 *   node scripts/on-node24.mjs bench/starter/experiments.ts [DATA] [NAME …]
 *
 * DATA as for makeStarter.ts (default: ../shared/data); with NAMEs only those configurations.
 * All of them take some hours.
 */
import { join } from 'node:path'
import type { NetworkShape } from '#shared/model.ts'
import { createEngine } from '#main/engines/choose.ts'
import type { Tensors } from '#main/engines/engine.ts'
import { defaultShape } from '#main/network/defaultShape.ts'
import { defaultLossWeights, type LossWeights } from '#main/network/losses.ts'
import { studyDecoder } from '#main/study/openStudy.ts'
import { rocAuc } from '#main/evaluation/auc.ts'
import {
  calibrated,
  expectedCalibrationError,
  fitTemperature,
  negativeLogLikelihood,
} from '#main/evaluation/calibration.ts'
import { groupBootstrap } from '#main/evaluation/intervals.ts'
import type { DatasetFilm } from '#main/dataset/datasetFilm.ts'
import { Features } from '#main/training/films/features.ts'
import { headLogits } from '#main/training/films/headOutputs.ts'
import { trainByLoop } from '#main/training/loop/loop.ts'
import { headsDefaults, headsWay } from '#main/training/ways/heads.ts'
import { croppingDecoder } from './exposedArea.ts'
import { cacheDirectory, folds, openTrainingFilms, seed } from './trainingFilms.ts'

type Experiment = {
  /** Films are cut to their exposed area first. */
  cropped?: boolean
  shape?: Partial<NetworkShape>
  epochs?: number
  learningRate?: number
  weightDecay?: number
  lossWeights?: Partial<LossWeights>
  labelSmoothing?: number
  balance?: 'weights' | 'sampling'
  /** Views of a film whose logits are averaged when it is judged; by default the film as it is. */
  judgedViews?: readonly number[]
  /** The mean of the heads after each epoch from the third on, instead of the best epoch. */
  meanOfEpochs?: boolean
}

const experiments: Record<string, Experiment> = {
  base: {},
  'size 320': { shape: { inputSize: 320 } },
  'size 448': { shape: { inputSize: 448 } },
  'padded 224': { shape: { fit: 'pad' } },
  'padded 320': { shape: { fit: 'pad', inputSize: 320 } },
  'padded 448': { shape: { fit: 'pad', inputSize: 448 } },
  'cropped to the exposed area': { cropped: true },
  'mirror averaged': { judgedViews: [0, 1] },
  'six views averaged': { judgedViews: [0, 1, 2, 3, 4, 5] },
  'class weights': { balance: 'weights' },
  'balanced sampling': { balance: 'sampling' },
  'mean of epochs': { meanOfEpochs: true },
  'label smoothing 0.1': { labelSmoothing: 0.1 },
  'no mixture (one expert)': { shape: { experts: 1, topK: 1 } },
  'two experts': { shape: { experts: 2, topK: 1 } },
  'eight experts': { shape: { experts: 8, topK: 1 } },
  'top-2 of four': { shape: { experts: 4, topK: 2 } },
  'no teacher and student losses': { lossWeights: { branches: 0, distillation: 0 } },
  'no distillation': { lossWeights: { distillation: 0 } },
  'weight decay 0.5': { weightDecay: 0.5 },
  'hidden 64': { shape: { hidden: 64 } },
}

const [data = '../shared/data', ...names] = process.argv.slice(2)
const { signal } = new AbortController()
const engine = createEngine('onnx-cpu')
const { trunk, films, foldOf } = await openTrainingFilms(data, signal)

/** As many films of each class, by taking those of the smaller one more than once. */
function evenly(train: readonly DatasetFilm[]): DatasetFilm[] {
  const byClass = [0, 1].map((label) => train.filter((film) => film.label === label))
  const most = Math.max(...byClass.map((own) => own.length))
  return byClass.flatMap((own) => Array.from({ length: most }, (_, i) => own[i % own.length]))
}

function mean(all: readonly Tensors[]): Tensors {
  return Object.fromEntries(
    Object.entries(all[0]).map(([name, { dims, data }]) => {
      return [
        name,
        { dims, data: data.map((_, i) => all.reduce((sum, one) => sum + one[name].data[i], 0) / all.length) },
      ]
    }),
  )
}

async function foldLogits(
  features: Features,
  shape: NetworkShape,
  experiment: Experiment,
  fold: number,
): Promise<Map<DatasetFilm, Float32Array>> {
  const train = films.filter((_, i) => foldOf[i] !== fold)
  const validation = films.filter((_, i) => foldOf[i] === fold)
  const counts = [0, 1].map((label) => train.filter((film) => film.label === label).length)
  const { epochs, learningRate, weightDecay } = { ...headsDefaults, ...experiment }
  const epochsKept: Tensors[] = []
  const classWeights = counts.map((count) => (experiment.balance === 'weights' ? train.length / (2 * count) : 1))
  const way = headsWay(
    { engine, shape, seed, classWeights, signal, report: () => undefined },
    features,
    { ...headsDefaults, epochs, learningRate, weightDecay },
    {
      lossWeights: { ...defaultLossWeights, ...experiment.lossWeights },
      labelSmoothing: experiment.labelSmoothing ?? 0,
    },
  )
  // As in training proper: the number of epochs is a matter of validation, so each fold's best one is taken.
  const trained = await trainByLoop(
    {
      engine,
      way,
      films: { train: experiment.balance === 'sampling' ? evenly(train) : train, validation },
      start: trunk,
    },
    { signal, onEpoch: (_, parameters) => void epochsKept.push(parameters) },
  )
  const parameters = experiment.meanOfEpochs ? mean(epochsKept.slice(2)) : trained.parameters
  const views = experiment.judgedViews ?? [0]
  const logits = await Promise.all(
    views.map((view) => headLogits(engine, features, shape, parameters, validation, view)),
  )
  return new Map(
    validation.map((film, i) => [
      film,
      logits[0][i].map((_, label) => logits.reduce((sum, own) => sum + own[i][label], 0) / views.length),
    ]),
  )
}

async function run(name: string, experiment: Experiment): Promise<void> {
  const started = performance.now()
  const shape = { ...defaultShape, classes: 2, ...experiment.shape }
  // The cache knows films by their content, and not what was cut off them.
  const cache = experiment.cropped ? join(cacheDirectory, 'cropped') : cacheDirectory
  const features = await Features.open(
    engine,
    trunk,
    shape,
    cache,
    experiment.cropped ? croppingDecoder(studyDecoder) : studyDecoder,
  )
  await features.prepare(films, { signal, onFilm: () => undefined })
  const [prepared, logitsOf] = [performance.now(), new Map<DatasetFilm, Float32Array>()]
  for (let fold = 0; fold < folds; fold++)
    for (const [film, logits] of await foldLogits(features, shape, experiment, fold)) logitsOf.set(film, logits)
  await features.release()
  const logits = films.map((film) => logitsOf.get(film)!)
  const labels = films.map(({ label }) => label)
  const temperature = fitTemperature(logits, labels)
  const probabilities = calibrated(logits, temperature)
  const judged = films.map(({ label, group }, i) => ({ fractured: label > 0, group, probability: probabilities[i] }))
  const [low, high] = groupBootstrap(judged, rocAuc, seed)
  const loss = negativeLogLikelihood(logits, labels, temperature)
  const seconds = (from: number, to: number): string => `${Math.round((to - from) / 1000)}`
  const cells = [
    name,
    rocAuc(judged).toFixed(3),
    `${low.toFixed(3)}–${high.toFixed(3)}`,
    loss.toFixed(3),
    expectedCalibrationError(judged).toFixed(3),
  ]
  console.log(`| ${cells.join(' | ')} | ${seconds(started, prepared)} | ${seconds(prepared, performance.now())} |`)
}

console.log(
  `| configuration | AUC | 95 % interval | loss | ECE | features, s | training, s |\n|---|---|---|---|---|---|---|`,
)
for (const [name, experiment] of Object.entries(experiments))
  if (names.length === 0 || names.includes(name)) await run(name, experiment)
