import { trainingDefaults } from '#shared/training.ts'
import type { Tensors } from '#main/engines/engine.ts'
import { adamWDefaults } from '#main/network/adamW.ts'
import { defaultLossWeights, type LossWeights } from '#main/network/losses.ts'
import { headParameters, startParameters } from '#main/network/parameters.ts'
import { Random } from '#main/network/random.ts'
import { featureDims } from '#main/network/features.ts'
import type { DatasetFilm } from '#main/dataset/index.ts'
import { Features, trunkOf, viewsOf } from '../films/features.ts'
import { gather, type FilmView } from '../films/gather.ts'
import { prepareFeatures, type HeadsTask } from './prepareFeatures.ts'
import { headLogits, headOutputs } from '../films/headOutputs.ts'
import { fitStandardisation } from '../films/standardise.ts'
import { roundedToFloat16 } from '../loop/float16.ts'
import type { LessonNumbers, RoundFilms, Way } from '../loop/lesson.ts'
import type { Task } from '../loop/task.ts'
import type { Stages, Teaching } from '../loop/teaching.ts'
import { placesWays, withFilmEvidence } from './places.ts'

export const headsDefaults: LessonNumbers = { ...trainingDefaults.heads, warmUpEpochs: 1, patience: Infinity }

/**
 * Heads on the frozen trunk, judged by its features too: those of a film as it is are the very ones of a reading. A
 * network that learns places is taught them first.
 */
export async function teachHeads(task: Task, numbers: LessonNumbers): Promise<Teaching> {
  const { engine, shape, cacheDirectory, decoder, parts } = task
  const start = roundedToFloat16(trunkOf(task.start))
  const features = await Features.open(engine, start, shape, cacheDirectory, decoder)
  await prepareFeatures(task, features, Object.values(parts).flat())
  const stages: Stages = { judged: { step: 'folds', epoch: 'folds' }, whole: { step: 'heads', epoch: 'heads' } }
  const ways: Way[] = shape.places ? placesWays(task, features, numbers) : [headsWay(task, features, numbers)]
  return {
    ways: ways.map((way) => ({ ...way, stages })),
    start,
    ...(shape.places
      ? {
          finish: (parameters: Tensors, { train }: RoundFilms) =>
            withFilmEvidence(engine, features, shape, parameters, train),
        }
      : {}),
    judge: (parameters, films) => headOutputs(engine, features, shape, parameters, films),
    shows: 'whole',
    close: () => Promise.resolve(),
  }
}

/**
 * Branches, gate, experts and classifiers, again, on the features that the frozen trunk gives of each film in one of
 * several views.
 */
export function headsWay(
  task: HeadsTask,
  features: Features,
  numbers: LessonNumbers,
  { lossWeights = defaultLossWeights, labelSmoothing }: { lossWeights?: LossWeights; labelSmoothing?: number } = {},
): Way {
  const { engine, shape, seed, classWeights } = task
  return {
    name: 'heads',
    numbers,
    keeps: 'last',
    calibrated: false,
    lesson: async (_start, films, batch) => {
      await prepareFeatures(task, features, [...films.train, ...films.validation])
      const random = new Random(seed)
      const frozen = await fitStandardisation(asTheyAre(features, films.train), featureDims(shape)[0])
      const trained = startParameters(headParameters(shape), random)
      const epochs = inTurn(() => draw(films.train, batch, viewsOf(shape), random))
      const example = featureDims(shape)
      return {
        step: {
          shape,
          batch,
          from: 'features',
          example,
          lossWeights,
          ...(labelSmoothing === undefined ? {} : { labelSmoothing }),
          adamW: { ...adamWDefaults, weightDecay: numbers.weightDecay },
        },
        frozen,
        trained,
        classWeights,
        stepsPerEpoch: Math.floor(films.train.length / batch),
        batches: async function* (epoch) {
          for (const picks of epochs(epoch)) {
            const examples = await gather(features, picks, example)
            yield { examples, labels: picks.map(({ film }) => film.label) }
          }
        },
        logits: (parameters, judged) => headLogits(engine, features, shape, parameters, judged),
      }
    },
  }
}

/** Whole batches of an epoch: every film once, in one of its views; the rest that fills no batch is left out. */
function draw(films: readonly DatasetFilm[], batch: number, views: number, random: Random): FilmView[][] {
  const order = random.shuffled(films)
  return Array.from({ length: Math.floor(films.length / batch) }, (_, i) =>
    order.slice(i * batch, (i + 1) * batch).map((film) => ({ film, view: random.below(views) })),
  )
}

/** Draws for an epoch from 1. One that a run resumes with is drawn after those before it, as without the break. */
function inTurn<T>(drawNext: () => T): (epoch: number) => T {
  const drawn: T[] = []
  return (epoch) => {
    while (drawn.length < epoch) drawn.push(drawNext())
    return drawn[epoch - 1]
  }
}

async function* asTheyAre(features: Features, films: readonly DatasetFilm[]): AsyncGenerator<Float16Array> {
  for (const film of films) yield await features.get(film, 0)
}
