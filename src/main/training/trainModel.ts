import type { ModelCard, NetworkShape } from '#shared/model.ts'
import { ProblemError } from '#shared/problem.ts'
import type { Engine, Tensors } from '#main/engines/engine.ts'
import { writeModel } from '#main/models/writeModel.ts'
import { trunkParameters } from '#main/network/parameters.ts'
import { crossFitHeads } from './crossFit.ts'
import { openDataset, type Dataset, type DatasetFilm } from './dataset/dataset.ts'
import { splitByGroup } from './dataset/split.ts'
import type { Judged } from './evaluation/auc.ts'
import { calibrated, fitTemperature } from './evaluation/calibration.ts'
import { metricsOf } from './evaluation/metrics.ts'
import { chooseOperatingPoints } from './evaluation/operatingPoints.ts'
import { Features } from './features.ts'
import { roundedToFloat16 } from './float16.ts'
import { headLogits, type HeadsOptions } from './headsTrainer.ts'
import type { TrainingContext } from './trainHeads.ts'

export const intendedUse =
  'Research and teaching only. Not a medical device: it must not be used to diagnose, to treat, or to decide on the care of a person.'

export type ModelTraining = {
  directory: string
  model: { id: string; name: string }
  data: { name: string; credit: string; licence: string }
  start: { id: string; parameters: Tensors }
  shape: Omit<NetworkShape, 'classes'>
  engine: Engine
  options: Omit<HeadsOptions, 'shape'> & { folds: number }
  outputDirectory: string
  cacheDirectory: string
  programVersion: string
}

/** Fewer films of a class than this in one part, and its figures mean nothing. */
const fewestPerPart = 3

/**
 * The whole of a heads-only training: inspect, split by group, features, heads, calibration and operating points on out-of-fold readings of the
 * training films, and figures on the hold-out, which nothing before has looked at. Writes card and weights.
 */
export async function trainModel(training: ModelTraining, context: TrainingContext): Promise<ModelCard> {
  const started = performance.now()
  const { engine } = training
  const report = (stage: string, done: number, total: number, numbers: Record<string, number> = {}): void =>
    context.onProgress({ stage, done, total, numbers })

  const dataset = await openDataset(training.directory, context.decoder, {
    signal: context.signal,
    onFile: (done, total) => report('inspect', done, total),
  })
  const shape: NetworkShape = { ...training.shape, classes: dataset.classNames.length }
  const trunk = roundedToFloat16(Object.fromEntries(trunkParameters().map(({ name }) => [name, training.start.parameters[name]])))
  const features = await Features.open(engine, trunk, shape, training.cacheDirectory, context.decoder)
  try {
    const films = await features.prepare(dataset.films, { signal: context.signal, onFilm: (done, total) => report('features', done, total) })
    const parts = splitFilms(films, dataset, training.options.seed)
    const trained = await crossFitHeads(engine, features, parts.train, { ...training.options, shape }, {
      signal: context.signal,
      onStep: (done, total) => report('epochs', done, total),
      onEpoch: ({ epoch, trainLoss, validationLoss, filmsPerSecond }) =>
        report('epochs', epoch, training.options.epochs, { epoch, trainLoss, validationLoss, filmsPerSecond }),
    })

    report('evaluate', 0, 1)
    // What is measured is what is stored: the float16 weights.
    const parameters = roundedToFloat16(trained.parameters)
    const temperature = fitTemperature(trained.outOfFold, parts.train.map((film) => film.label))
    const validation = judge(parts.train, calibrated(trained.outOfFold, temperature))
    const holdoutLogits = await headLogits(engine, features, shape, parameters, parts.holdout)
    const holdout = judge(parts.holdout, calibrated(holdoutLogits, temperature))
    const operatingPoints = chooseOperatingPoints(validation)

    return await writeModel(training.outputDirectory, { ...trunk, ...parameters }, {
      formatVersion: 1,
      id: training.model.id,
      name: training.model.name,
      createdAt: new Date().toISOString(),
      programVersion: training.programVersion,
      intendedUse,
      classNames: dataset.classNames,
      network: shape,
      temperature,
      operatingPoints,
      data: {
        ...training.data,
        films: films.length,
        groups: new Set(films.map((film) => film.group)).size,
        split: { train: parts.train.length, validation: 0, holdout: parts.holdout.length },
      },
      training: {
        mode: 'heads',
        ...training.options,
        bestEpoch: trained.bestEpoch,
        seconds: (performance.now() - started) / 1000,
        engine: engine.name,
        startedFrom: training.start.id,
      },
      metrics: {
        validation: metricsOf(validation, operatingPoints, training.options.seed),
        holdout: metricsOf(holdout, operatingPoints, training.options.seed),
      },
    })
  } finally {
    await features.dispose()
  }
}

function judge(films: readonly DatasetFilm[], probabilities: readonly number[]): Judged[] {
  return films.map((film, i) => ({ fractured: film.label > 0, probability: probabilities[i], group: film.group }))
}

function splitFilms(films: readonly DatasetFilm[], dataset: Dataset, seed: number): { train: DatasetFilm[]; holdout: DatasetFilm[] } {
  const assigned = splitByGroup(films, seed, { validation: 0, holdout: 0.2 })
  const part = (name: string): DatasetFilm[] => films.filter((_, i) => assigned[i] === name)
  const parts = { train: part('train'), holdout: part('holdout') }
  for (const films of Object.values(parts)) {
    for (const [label] of dataset.classNames.entries()) {
      if (films.filter((film) => film.label === label).length >= fewestPerPart) continue
      throw new ProblemError(
        'not-enough-data',
        'There are too few films, or too few independent patients, for training and an honest hold-out. ' +
          'About twenty films of each class from different patients are the least.',
      )
    }
  }
  return parts
}
