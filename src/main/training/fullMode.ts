import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Tensors } from '#main/engines/engine.ts'
import { trunkParameters } from '#main/network/parameters.ts'
import { readSafetensors, writeSafetensors } from '#main/network/safetensors.ts'
import { augmentDefaults } from './augment.ts'
import { Batches } from './batches.ts'
import { Checkpoints } from './checkpoints.ts'
import type { DatasetFilm } from './dataset/datasetFilm.ts'
import { Features } from './features.ts'
import type { FilmOutputs } from './filmOutputs.ts'
import { FilmCache } from './filmCache.ts'
import { roundedToFloat16 } from './float16.ts'
import { trainFullOn, type FullContext, type FullOptions, type StepReport } from './fullTrainer.ts'
import { headsDefaults, trainHeadsOn } from './headsTrainer.ts'
import { judgeFilms } from './judge.ts'
import type { ModeContext, ModeInput, ModeOutcome } from './mode.ts'
import type { RunPart } from './runParts.ts'

type Options = Omit<FullOptions, 'shape' | 'seed' | 'augment' | 'classWeights'>
type Films = { train: readonly DatasetFilm[]; validation: readonly DatasetFilm[] }
type Start = { parameters: Tensors; epochs: number }

/**
 * Heads first, then layers 2–4 with them; twice. The first time validation films say after how many epochs to stop, and are judged for calibration
 * and operating points by a network that has not seen them. The second time, so that no film is lost to training, all of them are trained on for as
 * many epochs. Each epoch leaves a checkpoint in the run's folder; the same call goes on from there.
 */
export async function fullMode(input: ModeInput, options: Options, context: ModeContext): Promise<ModeOutcome> {
  const { engine, shape, parts, cacheDirectory } = input
  const { decoder, signal, report } = context
  const all = [...parts.train, ...parts.validation]
  const cache = await FilmCache.open(cacheDirectory, shape)
  await cache.prepare(all, decoder, { signal, onFilm: (done, total) => report('films', done, total) })
  const batches = new Batches(cache, shape.inputSize)
  try {
    const judge = (parameters: Tensors, films: readonly DatasetFilm[]): Promise<FilmOutputs[]> =>
      judgeFilms(engine, decoder, shape, parameters, films, { signal, onFilm: (done, total) => report('evaluate', done, total) })
    const told = (stage: string, { step, total, losses, ...rest }: StepReport): void => report(stage, step, total, { ...rest, ...losses })

    let best = { epoch: 1, loss: Infinity }
    const start = await startOf('judged', input, parts, context)
    const judged = await trainPart('judged', { input, films: parts, start, options, batches }, {
      signal,
      onStep: (step) => told('epochs', { ...step, remainingSeconds: step.remainingSeconds + (best.epoch * all.length) / step.filmsPerSecond }),
      onEpoch: ({ epoch, ...numbers }) => {
        if (numbers.validationLoss < best.loss) best = { epoch, loss: numbers.validationLoss }
        report('epoch', epoch, options.epochs, numbers)
      },
    })
    const validation = await judge(roundedToFloat16(judged.parameters), parts.validation)

    const wholeFilms = { train: all, validation: [] }
    const wholeStart = await startOf('whole', input, wholeFilms, context, start.epochs)
    const whole = await trainPart('whole', { input, films: wholeFilms, start: wholeStart, options, batches }, {
      signal,
      onStep: (step) => told('again', step),
      onEpoch: () => undefined,
    }, judged.bestEpoch)
    // What is measured is what is stored: the float16 weights.
    const parameters = roundedToFloat16(whole.parameters)
    const holdout = await judge(parameters, parts.holdout)
    const trainedOn = await judge(parameters, all)
    return {
      parameters,
      validation: { films: parts.validation, logits: validation.map(({ logits }) => logits) },
      holdout: { films: parts.holdout, logits: holdout.map(({ logits }) => logits) },
      pooled: { trainedOn: trainedOn.map(({ pooled }) => pooled), holdout: holdout.map(({ pooled }) => pooled) },
      history: judged.history.map(({ epoch, trainLoss, validationLoss, validationAuc }) => ({ epoch, trainLoss, validationLoss, auc: validationAuc })),
      settings: { ...options, bestEpoch: judged.bestEpoch, folds: 0, trainedAgain: true },
    }
  } finally {
    await batches.close()
  }
}

type Part = { input: ModeInput; films: Films; start: Start; options: Options; batches: Batches }

function trainPart(name: RunPart, { input, films, start, options, batches }: Part, context: FullContext, stopAfter?: number): ReturnType<typeof trainFullOn> {
  const { engine, shape, seed, classWeights, runDirectory } = input
  const full: FullOptions = { ...options, shape, seed, classWeights, augment: augmentDefaults }
  const hashes = (members: readonly DatasetFilm[]): string[] => members.map(({ contentHash }) => contentHash)
  const configuration = JSON.stringify({ full, stopAfter, train: hashes(films.train), validation: hashes(films.validation) })
  const checkpoints = new Checkpoints(join(runDirectory, name, 'checkpoint'), configuration)
  return trainFullOn(engine, batches, films, start.parameters, full, checkpoints, context, stopAfter)
}

/**
 * The trunk with heads that were trained on its features, for as many epochs as validation films say, or `epochs`; kept in the run's folder, so that a
 * resumed run starts from the very same numbers.
 */
async function startOf(name: RunPart, input: ModeInput, films: Films, context: ModeContext, epochs?: number): Promise<Start> {
  const folder = join(input.runDirectory, name)
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
    await features.prepare([...films.train, ...films.validation], { signal, onFilm: (done, total) => report('features', done, total) })
    const { folds: _, ...options } = headsDefaults
    const trained = await trainHeadsOn(engine, features, films, { ...options, shape, seed, classWeights }, {
      signal,
      onStep: (done, total, numbers) => report('heads', done, total, numbers),
      onEpoch: ({ epoch, ...numbers }) => report('heads', epoch, options.epochs, numbers),
    }, epochs)
    const parameters = { ...trunk, ...trained.parameters }
    await mkdir(folder, { recursive: true })
    await writeFile(`${file}.part`, writeSafetensors({ tensors: parameters, metadata: { epochs: String(trained.bestEpoch) } }, 'F32'))
    await rename(`${file}.part`, file)
    return { parameters, epochs: trained.bestEpoch }
  } finally {
    await features.dispose()
  }
}
