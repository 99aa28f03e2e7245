import type { NetworkShape } from '#shared/model.ts'
import { trainingDefaults } from '#shared/training.ts'
import type { DatasetFilm } from '#main/dataset/index.ts'
import type { Engine, Tensors } from '#main/engines/engine.ts'
import { adamWDefaults } from '#main/network/adamW.ts'
import { featureDims } from '#main/network/features.ts'
import { defaultLossWeights } from '#main/network/losses.ts'
import { filmParameters, placeParameters, startParameters } from '#main/network/parameters.ts'
import { Random } from '#main/network/random.ts'
import type { Features } from '../films/features.ts'
import { headOutputs } from '../films/headOutputs.ts'
import { fitStandardisation } from '../films/standardise.ts'
import type { LessonNumbers, Way } from '../loop/lesson.ts'
import { fitFilmEvidence } from '../places/filmEvidence.ts'
import { unfitted, withFusion } from '../places/fusion.ts'
import { hardest } from '../places/hardest.ts'
import { drawPlaces, placeWeights } from '../places/drawPlaces.ts'
import { samplePlaces, type PlaceSample } from '../places/samplePlaces.ts'
import { prepareFeatures, type HeadsTask } from './prepareFeatures.ts'

/** Steps of an epoch. How many places there are says little: most of them are alike. */
export const placesStepsPerEpoch = 50
/** Films that the standardisation is fitted to; each has hundreds of places. */
const standardisedBy = 400

export const placesDefaults: LessonNumbers = { ...trainingDefaults.places, warmUpEpochs: 0, patience: Infinity }

/**
 * Two ways that teach heads where fractures are, on single places of films and with the frozen trunk: first with places
 * without a fracture as they come, then with more of those that look most like one (hard negatives).
 */
export function placesWays(
  task: HeadsTask,
  features: Features,
  numbers: LessonNumbers,
  {
    hardRate = 0.5,
    startScale = 0.4,
    stepsPerEpoch = placesStepsPerEpoch,
  }: { hardRate?: number; startScale?: number; stepsPerEpoch?: number } = {},
): [Way, Way] {
  const { engine, shape, seed } = task
  const sampleOf = remembered(async (films: readonly DatasetFilm[]) => {
    await prepareFeatures(task, features, films)
    const evenly = films.filter((_film, i) => i % Math.ceil(films.length / standardisedBy) === 0)
    const standardisation = await fitStandardisation(asTheyAre(features, evenly), featureDims(shape)[0])
    const featuresOf = (film: DatasetFilm) => features.get(film, 0)
    return {
      standardisation,
      sample: await samplePlaces(films, featuresOf, standardisation, shape, new Random(seed)),
    }
  })
  const way = (
    name: string,
    rate: number,
    begin: (start: Tensors) => Tensors,
    chosen: (sample: PlaceSample, start: Tensors) => Promise<PlaceSample>,
  ): Way => ({
    name,
    numbers: { ...numbers, learningRate: rate * numbers.learningRate },
    keeps: 'last',
    calibrated: false,
    lesson: async (start, films) => {
      const { standardisation, sample } = await sampleOf(films.train)
      const from = await chosen(sample, start)
      const trained = begin(start)
      return {
        step: {
          shape: { ...shape, classes: 2 },
          batch: numbers.batch,
          from: 'places',
          example: [sample.none[0].length, 1, 1],
          lossWeights: defaultLossWeights,
          adamW: { ...adamWDefaults, weightDecay: numbers.weightDecay },
        },
        stepsPerEpoch,
        frozen: standardisation,
        trained,
        classWeights: placeWeights,
        batches: (epoch) => drawPlaces(from, numbers.batch, stepsPerEpoch, new Random(seed * 100_003 + epoch)),
      }
    },
  })
  const names = placeParameters(shape).map(({ name }) => name)
  return [
    way(
      'places',
      1,
      () => scaled(startParameters(placeParameters(shape), new Random(seed)), startScale),
      (sample) => Promise.resolve(sample),
    ),
    way(
      'hard-places',
      hardRate,
      (start) => Object.fromEntries(names.map((name) => [name, start[name]])),
      async (sample, start) => ({
        ...sample,
        none: await hardest(engine, shape, start, sample.none, new Random(seed)),
      }),
    ),
  ]
}

/**
 * What a film says as a whole, fitted to the films that the places were learned from; not yet fused with them by films
 * that were not.
 */
export async function withFilmEvidence(
  engine: Engine,
  features: Features,
  shape: NetworkShape,
  parameters: Tensors,
  films: readonly DatasetFilm[],
): Promise<Tensors> {
  const bare = startParameters(filmParameters(shape), new Random(0))
  const outputs = await headOutputs(engine, features, shape, { ...bare, ...parameters }, films)
  const pooled = outputs.map((output) => output.pooled)
  const labels = films.map(({ label }) => label)
  return withFusion({ ...bare, ...parameters, ...fitFilmEvidence(pooled, labels, shape.classes) }, unfitted)
}

const scaled = (tensors: Tensors, factor: number): Tensors =>
  Object.fromEntries(
    Object.entries(tensors).map(([name, { dims, data }]) => [
      name,
      { dims, data: data.map((value) => value * factor) },
    ]),
  )

/** Computed once for the same films in a row. */
function remembered<T>(compute: (films: readonly DatasetFilm[]) => Promise<T>) {
  let last: { films: readonly DatasetFilm[]; result: Promise<T> } | undefined
  return (films: readonly DatasetFilm[]): Promise<T> => {
    if (last?.films !== films) last = { films, result: compute(films) }
    return last.result
  }
}

async function* asTheyAre(features: Features, films: readonly DatasetFilm[]): AsyncGenerator<Float16Array> {
  for (const film of films) yield await features.get(film, 0)
}
