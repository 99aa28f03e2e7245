import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { HistoryEntry } from '#shared/report.ts'
import type { Tensors } from '#main/engines/engine.ts'
import { trunkParameters } from '#main/network/parameters.ts'
import { readSafetensors, writeSafetensors } from '#main/network/safetensors.ts'
import { augmentDefaults, type DatasetFilm, foldsByGroup } from '#main/dataset/index.ts'
import { Batches } from './batches.ts'
import { Checkpoints, type FullEpochReport } from './checkpoints.ts'
import { Features } from './features.ts'
import type { FilmOutputs } from './filmOutputs.ts'
import { FilmCache } from './filmCache.ts'
import { roundedToFloat16 } from './float16.ts'
import { trainFullOn, type FullContext, type FullOptions, type StepReport, type TrainedFull } from './fullTrainer.ts'
import { headsDefaults, trainHeadsOn } from './headsTrainer.ts'
import { judgeFilms } from './judge.ts'
import type { ModeContext, ModeInput, ModeOutcome } from './mode.ts'
import { runParts } from './runParts.ts'

type Options = Omit<FullOptions, 'shape' | 'seed' | 'augment' | 'classWeights'> & { folds: number }
type Films = { train: readonly DatasetFilm[]; validation: readonly DatasetFilm[] }
type Start = { parameters: Tensors; epochs: number }

/**
 * Heads first, then layers 2–4 with them; at least twice. The first time validation films say after how many epochs to
 * stop, and are judged for calibration and operating points by a network that has not seen them; with `folds` this is
 * done once for each fold, so that in turn every film is judged. The last time, so that no film is lost to training,
 * all of them are trained on for as many epochs. Each epoch leaves a checkpoint in the run's folder; the same call goes
 * on from there.
 */
export async function fullMode(input: ModeInput, options: Options, context: ModeContext): Promise<ModeOutcome> {
  const { engine, shape, parts, seed, cacheDirectory } = input
  const { decoder, signal, report } = context
  const all = [...parts.train, ...parts.validation]
  const cache = await FilmCache.open(cacheDirectory, shape)
  await cache.prepare(all, decoder, { signal, onFilm: (done, total) => report('films', done, total) })
  const batches = new Batches(cache, shape.inputSize)
  try {
    const judge = (parameters: Tensors, films: readonly DatasetFilm[]): Promise<FilmOutputs[]> =>
      judgeFilms(engine, decoder, shape, parameters, films, {
        signal,
        onFilm: (done, total) => report('evaluate', done, total),
      })
    const told = (stage: string, { step, total, losses, ...rest }: StepReport): void =>
      report(stage, step, total, { ...rest, ...losses })

    const rounds = options.folds > 0 ? foldsOfFilms(all, seed, options.folds) : [{ name: 'judged', ...parts }]
    const judgedFilms: DatasetFilm[] = []
    const logits: Float32Array[] = []
    const [starts, trained]: [Start[], TrainedFull[]] = [[], []]
    for (const [round, { name, ...films }] of rounds.entries()) {
      let best = { epoch: 1, loss: Infinity }
      const start = await startOf(name, input, films, context)
      const stillToTrain = (): number => {
        const later = rounds.slice(round + 1).reduce((sum, { train }) => sum + train.length, 0)
        return later * options.epochs + best.epoch * all.length
      }
      const judged = await trainPart(
        name,
        { input, films, start, options, batches },
        {
          signal,
          onStep: ({ step, total, ...rest }) =>
            told('epochs', {
              ...rest,
              step: round * total + step,
              total: rounds.length * total,
              remainingSeconds: rest.remainingSeconds + stillToTrain() / rest.filmsPerSecond,
            }),
          onEpoch: ({ epoch, ...numbers }) => {
            if (numbers.validationLoss < best.loss) best = { epoch, loss: numbers.validationLoss }
            report('epoch', round * options.epochs + epoch, rounds.length * options.epochs, numbers)
          },
        },
      )
      // What is measured is what is stored: the float16 weights.
      const outputs = await judge(roundedToFloat16(judged.parameters), films.validation)
      judgedFilms.push(...films.validation)
      logits.push(...outputs.map((output) => output.logits))
      starts.push(start)
      trained.push(judged)
    }

    const wholeFilms = { train: all, validation: [] }
    const wholeStart = await startOf('whole', input, wholeFilms, context, middle(starts.map(({ epochs }) => epochs)))
    const bestEpoch = middle(trained.map((judged) => judged.bestEpoch))
    const whole = await trainPart(
      'whole',
      { input, films: wholeFilms, start: wholeStart, options, batches },
      {
        signal,
        onStep: (step) => told('again', step),
        onEpoch: () => undefined,
      },
      bestEpoch,
    )
    const parameters = roundedToFloat16(whole.parameters)
    const holdout = await judge(parameters, parts.holdout)
    const trainedOn = await judge(parameters, all)
    const { folds, ...numbers } = options
    return {
      parameters,
      validation: { films: judgedFilms, logits },
      holdout: { films: parts.holdout, logits: holdout.map((output) => output.logits) },
      outputs: { trainedOn, holdout },
      history: meanHistory(trained.map(({ history }) => history)),
      settings: {
        ...numbers,
        bestEpoch,
        folds,
        trainedAgain: true,
        ...([...trained, whole].some(({ isHalved }) => isHalved) ? { batchParts: 2 } : {}),
      },
    }
  } finally {
    await batches.close()
  }
}

/** For each fold its films for validation and all others to train on; no fold without films. */
function foldsOfFilms(films: readonly DatasetFilm[], seed: number, count: number): (Films & { name: string })[] {
  const foldOf = foldsByGroup(films, seed, count)
  const folds = Array.from({ length: count }, (_, fold) => ({
    name: `fold-${fold + 1}`,
    train: films.filter((_, i) => foldOf[i] !== fold),
    validation: films.filter((_, i) => foldOf[i] === fold),
  }))
  return folds.filter(({ validation }) => validation.length > 0)
}

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length
const middle = (epochs: readonly number[]): number => Math.round(mean(epochs))

/** The course of all rounds as one: each epoch's mean over the rounds that came so far. */
function meanHistory(histories: readonly (readonly FullEpochReport[])[]): HistoryEntry[] {
  const longest = Math.max(...histories.map(({ length }) => length))
  return Array.from({ length: longest }, (_, i) => {
    const reports = histories.flatMap((history) => history.slice(i, i + 1))
    const aucs = reports.flatMap(({ validationAuc }) => validationAuc ?? [])
    const [trainLoss, validationLoss] = [
      mean(reports.map((report) => report.trainLoss)),
      mean(reports.map((report) => report.validationLoss)),
    ]
    return { epoch: i + 1, trainLoss, validationLoss, ...(aucs.length > 0 ? { auc: mean(aucs) } : {}) }
  })
}

type Part = { input: ModeInput; films: Films; start: Start; options: Options; batches: Batches }

function trainPart(
  name: string,
  { input, films, start, options, batches }: Part,
  context: FullContext,
  stopAfter?: number,
): ReturnType<typeof trainFullOn> {
  const { engine, shape, seed, classWeights, runDirectory } = input
  const full: FullOptions = { ...options, shape, seed, classWeights, augment: augmentDefaults }
  const hashes = (members: readonly DatasetFilm[]): string[] => members.map(({ contentHash }) => contentHash)
  const configuration = JSON.stringify({
    full,
    stopAfter,
    train: hashes(films.train),
    validation: hashes(films.validation),
  })
  const checkpoints = new Checkpoints(join(runDirectory, runParts, name, 'checkpoint'), configuration)
  return trainFullOn(engine, batches, films, start.parameters, full, checkpoints, context, stopAfter)
}

/**
 * The trunk with heads that were trained on its features, for as many epochs as validation films say, or `epochs`; kept
 * in the run's folder, so that a resumed run starts from the very same numbers.
 */
async function startOf(
  name: string,
  input: ModeInput,
  films: Films,
  context: ModeContext,
  epochs?: number,
): Promise<Start> {
  const folder = join(input.runDirectory, runParts, name)
  const file = join(folder, 'start.safetensors')
  const kept = await readFile(file).catch(() => undefined)
  if (kept) {
    const { tensors, metadata } = readSafetensors(kept)
    return { parameters: tensors, epochs: Number(metadata.epochs) }
  }

  const { engine, shape, start, seed, classWeights, cacheDirectory } = input
  const { decoder, signal, report } = context
  const trunk = Object.fromEntries(trunkParameters().map(({ name }) => [name, start[name]]))
  const features = await Features.open(engine, trunk, shape, cacheDirectory, decoder)
  try {
    await features.prepare([...films.train, ...films.validation], {
      signal,
      onFilm: (done, total) => report('features', done, total),
    })
    const { folds: _, ...options } = headsDefaults
    const trained = await trainHeadsOn(
      engine,
      features,
      films,
      { ...options, shape, seed, classWeights },
      {
        signal,
        onStep: (done, total, numbers) => report('heads', done, total, numbers),
        onEpoch: ({ epoch, ...numbers }) => report('heads', epoch, options.epochs, numbers),
      },
      epochs,
    )
    const parameters = { ...trunk, ...trained.parameters }
    await mkdir(folder, { recursive: true, mode: 0o700 })
    await writeFile(
      `${file}.part`,
      writeSafetensors({ tensors: parameters, metadata: { epochs: String(trained.bestEpoch) } }, 'F32'),
      { mode: 0o600 },
    )
    await rename(`${file}.part`, file)
    return { parameters, epochs: trained.bestEpoch }
  } finally {
    await features.dispose()
  }
}
