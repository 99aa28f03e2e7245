import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Part } from '#shared/dataset.ts'
import type { JobProgress } from '#shared/job.ts'
import { intendedUse, type ModelCard, type NetworkShape } from '#shared/model.ts'
import { ProblemError } from '#shared/problem.ts'
import type { TrainingSettings } from '#shared/training.ts'
import type { AddedFilm } from '#main/compute/index.ts'
import type { Engine, Tensors } from '#main/engines/engine.ts'
import { sealModel, writeOnnxModel, writeModel } from '#main/model/index.ts'
import type { StudyDecoder } from '#main/study/service.ts'
import {
  openDataset,
  type Dataset,
  type DatasetFilm,
  groupPattern,
  type Split,
  writeSplit,
} from '#main/dataset/index.ts'
import { divide } from './divide.ts'
import {
  calibrated,
  fitTemperature,
  negativeLogLikelihood,
  metricsOf,
  chooseOperatingPoints,
} from '#main/evaluation/index.ts'
import { expertUse } from './expertUse.ts'
import { fitFamiliarity } from './fitFamiliarity.ts'
import { fullMode } from './fullMode.ts'
import { headsMode } from './headsMode.ts'
import { MetricsLog } from './metricsLog.ts'
import type { JudgedFilms, ModeContext, ModeInput, ModeOutcome } from './mode.ts'
import { type JudgedFilm, leakOf, writeReport } from '#main/report/index.ts'
import { foldsOf, fullNumbers, headsNumbers, shapeFor } from './settings.ts'

export type ModelTraining = {
  directory: string
  model: { id: string; name: string }
  data: { name: string; credit: string; licence: string }
  start: { id: string; parameters: Tensors }
  shape: Omit<NetworkShape, 'classes'>
  engine: Engine
  settings: TrainingSettings
  added?: readonly AddedFilm[]
  outputDirectory: string
  cacheDirectory: string
  runDirectory: string
  programVersion: string
}

export type TrainingContext = { decoder: StudyDecoder; signal: AbortSignal; onProgress(progress: JobProgress): void }

/** Fewer films of a class than this in one part, and its figures mean nothing. */
const fewestPerPart = 3

/**
 * The whole of a training: inspect, split by group, train as the mode says, calibration and operating points on films
 * whose groups were not trained on, and figures on the hold-out, which nothing before has looked at. Writes a whole
 * model: weights, card, ONNX file, report, split, configuration, and the hashes of them all.
 */
export async function trainModel(
  training: ModelTraining,
  { decoder, signal, onProgress }: TrainingContext,
): Promise<ModelCard> {
  const started = performance.now()
  const { engine, settings } = training
  const metrics = new MetricsLog(training.runDirectory)
  const context: ModeContext = {
    decoder,
    signal,
    report: (stage, done, total, given = {}) => {
      // What could not be measured, such as the AUC of films of one kind, is not told.
      const numbers = Object.fromEntries(Object.entries(given).filter(([, value]) => Number.isFinite(value)))
      metrics.note({ stage, done, total, numbers })
      onProgress({ stage, done, total, numbers })
    },
  }

  const opened = await openDataset(
    training.directory,
    decoder,
    { signal, onFile: (done, total) => context.report('inspect', done, total) },
    {
      groupPattern: groupPattern(settings.groupPattern),
      cacheDirectory: training.cacheDirectory,
      splitFile: settings.splitFile,
      leaveOut: settings.leaveOut,
      added: training.added,
    },
  )
  const { films, split } = divide(opened.films, settings)
  const dataset = { ...opened, films }
  const shape = shapeFor(settings, training.shape, dataset.classNames.length)
  const parts = filmsOfParts(dataset, split, settings)
  const outcome = await trainAs(
    {
      engine,
      shape,
      start: training.start.parameters,
      parts,
      seed: settings.seed,
      classWeights: classWeights(parts.train, dataset.classNames.length, settings),
      cacheDirectory: training.cacheDirectory,
      runDirectory: training.runDirectory,
    },
    settings,
    context,
  )

  const temperature = fitTemperature(
    outcome.validation.logits,
    outcome.validation.films.map((film) => film.label),
  )
  const validation = judge(outcome.validation, temperature)
  const holdout = judge(outcome.holdout, temperature)
  const operatingPoints = chooseOperatingPoints(validation)
  const card = await writeModel(training.outputDirectory, outcome.parameters, {
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
    familiarity: fitFamiliarity(
      outcome.outputs.trainedOn.map(({ pooled }) => pooled),
      outcome.outputs.holdout.map(({ pooled }) => pooled),
    ),
    expertUse: expertUse(outcome.outputs.holdout),
    data: {
      ...training.data,
      films: dataset.films.length,
      groups: new Set(dataset.films.map((film) => film.group)).size,
      split: { train: parts.train.length, validation: parts.validation.length, holdout: parts.holdout.length },
    },
    training: {
      mode: settings.mode,
      seed: settings.seed,
      ...outcome.settings,
      seconds: (performance.now() - started) / 1000,
      engine: engine.name,
      startedFrom: training.start.id,
    },
    metrics: {
      validation: metricsOf(validation, operatingPoints, settings.seed),
      holdout: metricsOf(holdout, operatingPoints, settings.seed),
    },
  })

  context.report('report', 0, 1)
  const folder = training.outputDirectory
  await writeSplit(join(folder, 'split.csv'), dataset.films, split, dataset.classNames)
  await writeFile(
    join(folder, 'configuration.json'),
    `${JSON.stringify({ settings, startedFrom: training.start.id }, null, 2)}\n`,
    { mode: 0o600 },
  )
  const leak = split.leak ? { leak: leakOf(parts.holdout, [...parts.train, ...parts.validation]) } : {}
  await writeReport(folder, { card, films: holdout, history: outcome.history, ...leak })
  await writeOnnxModel(folder)
  await sealModel(folder)
  return card
}

function trainAs(input: ModeInput, settings: TrainingSettings, context: ModeContext): Promise<ModeOutcome> {
  if (settings.mode === 'heads') return headsMode(input, headsNumbers(settings), context)
  return fullMode(input, fullNumbers(settings), context)
}

/** 1 for each class, or so that each class counts as much as the others and the films together as much as before. */
function classWeights(films: readonly DatasetFilm[], classes: number, settings: TrainingSettings): number[] {
  const counts = Array.from({ length: classes }, (_, label) => films.filter((film) => film.label === label).length)
  return counts.map((count) =>
    settings.classWeights === 'balanced' ? films.length / (classes * Math.max(1, count)) : 1,
  )
}

function judge({ films, logits }: JudgedFilms, temperature: number): (JudgedFilm & { fractured: boolean })[] {
  const probabilities = calibrated(logits, temperature)
  return films.map(({ file, label, group, attributes }, i) => ({
    file,
    label,
    called: logits[i].indexOf(Math.max(...logits[i])),
    group,
    fractured: label > 0,
    probability: probabilities[i],
    loss: negativeLogLikelihood([logits[i]], [label], temperature),
    ...(attributes ? { columns: attributes } : {}),
  }))
}

function filmsOfParts({ films, classNames }: Dataset, split: Split, settings: TrainingSettings): ModeInput['parts'] {
  const part = (name: Part): DatasetFilm[] => films.filter((_, i) => split.parts[i] === name)
  const parts = { train: part('train'), validation: part('validation'), holdout: part('holdout') }
  const needed = foldsOf(settings) > 0 ? [parts.train, parts.holdout] : Object.values(parts)
  for (const members of needed) {
    for (const label of classNames.keys()) {
      if (members.filter((film) => film.label === label).length >= fewestPerPart) continue
      throw new ProblemError('films-too-few')
    }
  }
  return parts
}
