import { trainingDefaults } from '#shared/training.ts'
import { adamWDefaults } from '#main/network/adamW.ts'
import { isFrozenIn } from '#main/network/frozen.ts'
import { defaultLossWeights } from '#main/network/losses.ts'
import type { Tensors } from '#main/engines/engine.ts'
import { trunkStride } from '#main/network/trunk.ts'
import { augmentDefaults, type AugmentOptions, type DatasetFilm, type Variation } from '#main/dataset/index.ts'
import { Batches } from '../films/batches.ts'
import { Features, trunkOf } from '../films/features.ts'
import { FilmCache } from '../films/filmCache.ts'
import { filmLogits } from '../films/filmOutputs.ts'
import { judgeFilms } from '../films/judge.ts'
import type { LessonNumbers, RoundFilms, Way } from '../loop/lesson.ts'
import type { Task } from '../loop/task.ts'
import type { Teaching } from '../loop/teaching.ts'
import { targetsOf } from '../places/targetsOf.ts'
import { headsDefaults, headsWay } from './heads.ts'
import { placesDefaults, placesWays, withFilmEvidence } from './places.ts'
import { prepareFeatures } from './prepareFeatures.ts'

export const fullDefaults: LessonNumbers = { ...trainingDefaults.full, warmUpEpochs: 1, patience: 4 }

/** Heads first, as they are by default, then layers 2–4 with them. */
export async function teachFull(task: Task, numbers: LessonNumbers): Promise<Teaching> {
  const { engine, shape, cacheDirectory, decoder, parts, signal, report } = task
  const start = trunkOf(task.start)
  const films = await FilmCache.open(cacheDirectory, shape)
  await films.prepare([...parts.train, ...parts.validation], decoder, {
    signal,
    onFilm: (done, total) => report('films', done, total),
  })
  const features = await Features.open(engine, start, shape, cacheDirectory, decoder)
  const batches = new Batches(films, shape.inputSize)
  const heads = { step: 'heads', epoch: 'heads' }
  const first = shape.places ? placesWays(task, features, placesDefaults) : [headsWay(task, features, headsDefaults)]
  // What a film says as a whole, as far as the frozen trunk tells it; fine-tuning goes on from there.
  const withFilm = async (parameters: Tensors, { train }: RoundFilms) => {
    if (!shape.places) return parameters
    // A run that goes on need not have taught heads, and the cache may have been cleared since it did.
    await prepareFeatures(task, features, train)
    return withFilmEvidence(engine, features, shape, parameters, train)
  }
  return {
    ways: [
      ...first.map((way) => ({ ...way, stages: { judged: heads, whole: heads } })),
      {
        ...fullWay(task, batches, numbers, { withFilm }),
        stages: { judged: { step: 'epochs', epoch: 'epoch' }, whole: { step: 'again' } },
      },
    ],
    start,
    judge: (parameters, judged) =>
      judgeFilms(engine, decoder, shape, parameters, judged, {
        signal,
        onFilm: (done, total) => report('evaluate', done, total),
      }),
    shows: 'rounds',
    close: () => batches.close(),
  }
}

/**
 * Layers 2–4 and the heads on varied films. `isFrozen`: what is left as it is; by default the stem and layer 1. The mean
 * of the epochs is kept: single ones swing.
 */
export function fullWay(
  { engine, shape, seed, classWeights }: Pick<Task, 'engine' | 'shape' | 'seed' | 'classWeights'>,
  batches: Batches,
  numbers: LessonNumbers,
  {
    augment = augmentDefaults,
    isFrozen = (parameter) => isFrozenIn('full', parameter),
    withFilm = (parameters) => Promise.resolve(parameters),
  }: {
    augment?: AugmentOptions
    isFrozen?: (parameter: string) => boolean
    /** Adds what the ways before did not teach. */
    withFilm?: (parameters: Tensors, films: RoundFilms) => Promise<Tensors>
  } = {},
): Way {
  return {
    name: 'full',
    numbers,
    keeps: 'mean',
    calibrated: true,
    lesson: async (begun, films, batch) => {
      const start = await withFilm(begun, films)
      const side = shape.inputSize / trunkStride
      const targets = shape.places
        ? (film: DatasetFilm, variation: Variation) => targetsOf(film, shape, side, variation)
        : undefined
      const those = (frozen: boolean) =>
        Object.fromEntries(Object.entries(start).filter(([name]) => isFrozen(name) === frozen))
      return {
        step: {
          shape,
          batch,
          from: 'films',
          example: [1, shape.inputSize, shape.inputSize],
          lossWeights: defaultLossWeights,
          adamW: { ...adamWDefaults, weightDecay: numbers.weightDecay },
        },
        frozen: those(true),
        trained: those(false),
        classWeights,
        stepsPerEpoch: Math.floor(films.train.length / batch),
        batches: (epoch) => batches.epoch(films.train, batch, seed, epoch, augment, targets),
        logits: (parameters, judged) => filmLogits(engine, batches, shape, parameters, judged),
      }
    },
  }
}
