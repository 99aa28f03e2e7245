import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { JobProgress } from '#shared/job.ts'
import type { Language } from '#shared/language.ts'
import { type Metrics } from '#shared/metrics.ts'
import { intendedUse, type ModelCard, type NetworkShape } from '#shared/model.ts'
import { ProblemError, toProblem } from '#shared/problem.ts'
import type { TrainingSettings } from '#shared/training.ts'
import type { AddedFilm } from '#main/compute/index.ts'
import { groupPattern, openDataset, type PictureDecoder, writeSplit } from '#main/dataset/index.ts'
import type { Engine, Tensors } from '#main/engines/engine.ts'
import { chooseOperatingPoints, fitTemperature, metricsOf, pointingOf } from '#main/evaluation/index.ts'
import {
  ancestorsFileName,
  sealModel,
  splitFileName,
  writeFilms,
  writeModel,
  writeOnnxModel,
} from '#main/model/index.ts'
import { leakOf, writeReport } from '#main/report/index.ts'
import { expertUse } from '../card/expertUse.ts'
import { fitFamiliarity } from '../card/fitFamiliarity.ts'
import { judgedFilms } from '../card/judgedFilms.ts'
import { judgedPlaces } from '../card/judgedPlaces.ts'
import { learnOrientation } from '../card/learnOrientation.ts'
import { canLearnPlaces, trainInRounds, type JudgedFilms, type Outcome } from '../loop/rounds.ts'
import type { Task } from '../loop/task.ts'
import { teachFull } from '../ways/full.ts'
import { teachHeads } from '../ways/heads.ts'
import { classWeightsOf } from './classWeights.ts'
import { divide } from './divide.ts'
import { MetricsLog } from './metricsLog.ts'
import { learningCurve } from './learningCurve.ts'
import { partsOf } from './partsOf.ts'
import { foldsOf, fullNumbers, headsNumbers, learnsPlaces, shapeFor } from './settings.ts'

export type ModelTraining = {
  directory: string
  model: { id: string; name: string }
  data: { name: string; credit: string; licence: string }
  /** `trunkTrainedOn`: SHA-256 of the films that the trunk was fine-tuned on. */
  start: { id: string; parameters: Tensors; trunkTrainedOn?: ReadonlySet<string> }
  shape: Omit<NetworkShape, 'classes'>
  engine: Engine
  settings: TrainingSettings
  reviewedFilms?: readonly AddedFilm[] | undefined
  added?: readonly AddedFilm[]
  outputDirectory: string
  cacheDirectory: string
  runDirectory: string
  programVersion: string
  /** Of `report.html`. */
  language?: Language | undefined
}

export type TrainingContext = { decoder: PictureDecoder; signal: AbortSignal; onProgress(progress: JobProgress): void }

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
  const { engine, settings, cacheDirectory, runDirectory, outputDirectory } = training
  const report = reporter(new MetricsLog(runDirectory), onProgress)

  const opened = await openDataset(
    training.directory,
    decoder,
    { signal, onFile: (done, total) => report('inspect', done, total) },
    {
      groupPattern: groupPattern(settings.groupPattern),
      cacheDirectory,
      splitFile: settings.splitFile,
      leaveOut: settings.leaveOut,
      marks: settings.marks,
      categories: settings.categories,
      reviewedFilms: training.reviewedFilms,
      added: training.added,
    },
  )
  const { classNames } = opened
  const known = training.start.trunkTrainedOn ?? new Set()
  const { films, split } = divide(opened.films, settings, known)
  const folds = foldsOf(settings)
  const needed = folds > 0 ? (['train', 'holdout'] as const) : (['train', 'validation', 'holdout'] as const)
  const parts = partsOf(films, split.parts, classNames.length, needed)

  const task: Task = {
    engine,
    shape: shapeFor(settings, training.shape, classNames.length, learnsPlaces(settings, parts.train)),
    start: training.start.parameters,
    parts,
    seed: settings.seed,
    classWeights: classWeightsOf(parts.train, classNames.length, settings),
    cacheDirectory,
    runDirectory,
    programVersion: training.programVersion,
    decoder,
    signal,
    report,
  }
  if (!canLearnPlaces(task, folds)) throw new ProblemError('marks-of-too-few-groups')
  const numbers = settings.mode === 'heads' ? headsNumbers(settings, task.shape.places) : fullNumbers(settings)
  const trainOn = async (some: Task): Promise<Outcome> => {
    const teaching = await (settings.mode === 'heads' ? teachHeads : teachFull)(some, numbers)
    return trainInRounds(some, teaching, folds).finally(() => teaching.close())
  }
  const outcome = await trainOn(task)
  const curve = settings.learningCurve
    ? await learningCurve(task, outcome.holdout, {
        canTrainOn: (some) => canLearnPlaces(some, folds),
        trainOn: async (some) => (await trainOn(some)).holdout,
      }).then(
        (curve) => ({ curve }),
        (thrown: unknown) => {
          signal.throwIfAborted()
          // The model that was trained is there all the same.
          return { curveProblem: toProblem(thrown) }
        },
      )
    : {}

  const familiarity = fitFamiliarity(
    outcome.trainedOn.map(({ pooled }) => pooled),
    outcome.holdout.outputs.map(({ pooled }) => pooled),
  )
  const { orientation, holdout: held } = await learnOrientation(task, outcome, familiarity)

  const labels = outcome.validation.films.map((film) => film.label)
  const temperature = fitTemperature(
    outcome.validation.outputs.map(({ logits }) => logits),
    labels,
  )
  const validation = judgedFilms(outcome.validation, temperature)
  const holdout = judgedFilms(held, temperature)
  const operatingPoints = chooseOperatingPoints(validation)
  const figures = (part: JudgedFilms, judged: typeof validation): Metrics => {
    const pointing = pointingOf(judgedPlaces(part, judged, task.shape, temperature), operatingPoints, settings.seed)
    return { ...metricsOf(judged, operatingPoints, settings.seed), ...(pointing ? { pointing } : {}) }
  }
  const { epochs, batch, learningRate, weightDecay } = numbers
  const card = await writeModel(outputDirectory, outcome.parameters, {
    formatVersion: 1,
    id: training.model.id,
    name: training.model.name,
    createdAt: new Date().toISOString(),
    programVersion: training.programVersion,
    intendedUse,
    classNames,
    network: task.shape,
    temperature,
    operatingPoints,
    familiarity,
    ...(orientation ? { orientation } : {}),
    expertUse: expertUse(held.outputs),
    data: {
      ...training.data,
      films: films.length,
      ...(opened.unreadable.length > 0 ? { leftOut: opened.unreadable.length } : {}),
      groups: new Set(films.map((film) => film.group)).size,
      split: { train: parts.train.length, validation: parts.validation.length, holdout: parts.holdout.length },
    },
    training: {
      mode: settings.mode,
      seed: settings.seed,
      epochs,
      bestEpoch: outcome.bestEpoch,
      folds,
      trainedAgain: true,
      batch,
      ...(outcome.isHalved ? { batchParts: 2 } : {}),
      learningRate,
      weightDecay,
      seconds: (performance.now() - started) / 1000,
      engine: engine.name,
      startedFrom: training.start.id,
    },
    metrics: { validation: figures(outcome.validation, validation), holdout: figures(held, holdout) },
  })

  report('report', 0, 1)
  await writeSplit(join(outputDirectory, splitFileName), films, split, classNames)
  const configuration = { settings, startedFrom: training.start.id }
  await writeFile(join(outputDirectory, 'configuration.json'), `${JSON.stringify(configuration, null, 2)}\n`, {
    mode: 0o600,
  })
  if (known.size > 0) await writeFilms(outputDirectory, ancestorsFileName, known)
  const ofStart = opened.films.filter(({ contentHash }) => known.has(contentHash))
  const fromStart = leakOf([...parts.holdout, ...outcome.validation.films], ofStart).films > 0
  const learned = [...parts.train, ...parts.validation, ...ofStart]
  const leak =
    split.leak || fromStart
      ? { leak: { ...leakOf(parts.holdout, learned), ...(fromStart ? { fromStart: true as const } : {}) } }
      : {}
  const leftOut = opened.unreadable.length > 0 ? { leftOut: opened.unreadable } : {}
  const told = {
    card,
    films: holdout,
    history: outcome.history,
    ...leak,
    ...leftOut,
    ...curve,
  }
  await writeReport(outputDirectory, told, training.language)
  await writeOnnxModel(outputDirectory)
  await sealModel(outputDirectory)
  return card
}

/** Tells of the progress and keeps it. What could not be measured, such as the AUC of films of one kind, is not told. */
function reporter(metrics: MetricsLog, onProgress: TrainingContext['onProgress']): Task['report'] {
  return (stage, done, total, given = {}) => {
    const numbers = Object.fromEntries(Object.entries(given).filter(([, value]) => Number.isFinite(value)))
    metrics.note({ stage, done, total, numbers })
    onProgress({ stage, done, total, numbers })
  }
}
