import { mkdir, readFile, writeFile, rename } from 'node:fs/promises'
import { join } from 'node:path'
import type { Tensors } from '#main/engines/engine.ts'
import { trunkParameters } from '#main/network/parameters.ts'
import { readSafetensors, writeSafetensors } from '#main/network/safetensors.ts'
import { augmentDefaults } from './augment.ts'
import { Batches } from './batches.ts'
import { Checkpoints } from './checkpoints.ts'
import { Features } from './features.ts'
import { FilmCache } from './filmCache.ts'
import { roundedToFloat16 } from './float16.ts'
import { trainFullOn, type FullOptions } from './fullTrainer.ts'
import { headsDefaults, trainHeadsOn } from './headsTrainer.ts'
import { judgeFilms } from './judge.ts'
import type { ModeContext, ModeInput, ModeOutcome } from './mode.ts'

/**
 * Heads first, then layers 2–4 with them. Each epoch leaves a checkpoint in the run's folder; the same call goes on from there.
 */
export async function fullMode(
  input: ModeInput,
  options: Omit<FullOptions, 'shape' | 'seed' | 'augment' | 'classWeights'>,
  context: ModeContext,
): Promise<ModeOutcome> {
  const { engine, shape, parts, seed, classWeights, cacheDirectory, runDirectory } = input
  const { decoder, signal, report } = context
  await mkdir(runDirectory, { recursive: true })
  const cache = await FilmCache.open(cacheDirectory, shape)
  await cache.prepare([...parts.train, ...parts.validation], decoder, { signal, onFilm: (done, total) => report('films', done, total) })
  const start = await startingPoint(input, context)

  const full: FullOptions = { ...options, shape, seed, classWeights, augment: augmentDefaults }
  const configuration = JSON.stringify({ full, train: parts.train.map((film) => film.contentHash), validation: parts.validation.map((film) => film.contentHash) })
  const batches = new Batches(cache, shape.inputSize)
  try {
    const trained = await trainFullOn(engine, batches, parts, start, full, new Checkpoints(join(runDirectory, 'checkpoint'), configuration), {
      signal,
      onStep: ({ step, total, losses, ...rest }) => report('epochs', step, total, { ...rest, ...losses }),
      onEpoch: ({ epoch, ...numbers }) => report('epoch', epoch, options.epochs, numbers),
    })
    const parameters = roundedToFloat16(trained.parameters)
    const judge = (films: ModeInput['parts']['train']): Promise<Float32Array[]> =>
      judgeFilms(engine, decoder, shape, parameters, films, { signal, onFilm: (done, total) => report('evaluate', done, total) })
    return {
      parameters,
      validation: { films: parts.validation, logits: await judge(parts.validation) },
      holdout: { films: parts.holdout, logits: await judge(parts.holdout) },
      history: trained.history.map(({ epoch, trainLoss, validationLoss, validationAuc }) => ({ epoch, trainLoss, validationLoss, auc: validationAuc })),
      settings: { ...options, bestEpoch: trained.bestEpoch, folds: 0 },
    }
  } finally {
    await batches.close()
  }
}

/** The trunk with heads that were trained on its features; kept in the run's folder, so that a resumed run starts from the very same numbers. */
async function startingPoint({ engine, shape, start, parts, seed, classWeights, cacheDirectory, runDirectory }: ModeInput, context: ModeContext): Promise<Tensors> {
  const file = join(runDirectory, 'start.safetensors')
  const kept = await readFile(file).catch(() => undefined)
  if (kept) return readSafetensors(kept).tensors

  const { decoder, signal, report } = context
  const trunk = Object.fromEntries(trunkParameters().map(({ name }) => [name, start[name]]))
  const features = await Features.open(engine, trunk, shape, cacheDirectory, decoder)
  try {
    await features.prepare([...parts.train, ...parts.validation], { signal, onFilm: (done, total) => report('features', done, total) })
    const { folds: _, ...options } = headsDefaults
    const trained = await trainHeadsOn(engine, features, parts, { ...options, shape, seed, classWeights }, {
      signal,
      onStep: (done, total, losses) => report('heads', done, total, losses),
      onEpoch: ({ epoch, ...numbers }) => report('heads', epoch, options.epochs, numbers),
    })
    const tensors = { ...trunk, ...trained.parameters }
    await writeFile(`${file}.part`, writeSafetensors({ tensors, metadata: {} }, 'F32'))
    await rename(`${file}.part`, file)
    return tensors
  } finally {
    await features.dispose()
  }
}
