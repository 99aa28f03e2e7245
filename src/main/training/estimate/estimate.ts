import { mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { ProblemError } from '#shared/problem.ts'
import type { Estimate, TrainingSettings } from '#shared/training.ts'
import type { EstimateWork } from '#main/compute/index.ts'
import { createEngine } from '#main/engines/choose.ts'
import type { Engine, Tensors } from '#main/engines/engine.ts'
import { loadModel } from '#main/model/index.ts'
import { networkParameters, startParameters } from '#main/network/parameters.ts'
import { Random } from '#main/network/random.ts'
import { sizeOf } from '#main/network/tensor.ts'
import type { NetworkShape } from '#shared/model.ts'
import { type DatasetFilm, type PictureDecoder, openSource, type Source, defaultShares } from '#main/dataset/index.ts'
import { Batches } from '../films/batches.ts'
import { Checkpoints } from '../loop/checkpoints.ts'
import { turnedFilms } from '../card/learnOrientation.ts'
import { Features, trunkOf, viewsOf } from '../films/features.ts'
import { FilmCache } from '../films/filmCache.ts'
import { trainByLoop } from '../loop/loop.ts'
import { foldsOf, fullNumbers, headsNumbers, learnsPlaces, shapeFor } from '../run/settings.ts'
import { fullWay } from '../ways/full.ts'
import { headsDefaults, headsWay } from '../ways/heads.ts'
import type { HeadsTask } from '../ways/prepareFeatures.ts'
import { placesDefaults, placesStepsPerEpoch, placesWays } from '../ways/places.ts'
import { PeakMemory } from './peakMemory.ts'

/** Films that are decoded and computed for it; half of them warm the engine up. */
const samples = 4
/** A step of so many films tells enough of a larger one. */
const largestBatch = 8
/** Files that are tried until as many films as are wanted could be read. */
const mostTries = 24

type Measured = { decode: number; features: number; heads: number; step: number; stepBatch: number }
type Bench = {
  engine: Engine
  shape: NetworkShape
  settings: TrainingSettings
  films: DatasetFilm[]
  decoder: PictureDecoder
  signal: AbortSignal
  folder: string
}

/**
 * How long a training would take here and how much memory, from a few real steps on films of the folder: decoding,
 * features, a step of the heads and one of the whole network. An upper bound where training may stop early or films are
 * in the cache. Rejects with `not-enough-data` where no film can be read, and as `openSource`, the engine and the
 * signal do.
 */
export async function estimateTraining(
  work: EstimateWork,
  { decoder: checking, signal }: { decoder: PictureDecoder; signal: AbortSignal },
): Promise<Estimate> {
  // The films that are measured with are the same few under many names: their hashes are none.
  const { inputs } = checking
  const decoder: PictureDecoder = {
    header: (path) => checking.header(path),
    film: (path, frame) => checking.film(path, frame),
    ...(inputs ? { inputs: (path, wanted, shape) => inputs.call(checking, path, wanted, shape) } : {}),
  }
  const { settings } = work
  const start = await loadModel(work.startFrom.directory)
  const source = await openSource(work.folder, settings.leaveOut, { ...settings, reviewedFilms: work.reviewedFilms })
  const marked = source.files.map(({ label, said = [] }) => ({ label, marks: said.flatMap(({ marks }) => marks) }))
  const shape = shapeFor(settings, start.card.network, source.classNames.length, learnsPlaces(settings, marked))
  const folder = await mkdtemp(join(work.cacheDirectory, 'estimate-'))
  const memory = new PeakMemory()
  try {
    const { films, decode } = await readableFilms(source, decoder, signal)
    const bench = { engine: createEngine(work.engine), shape, settings, films, decoder, signal, folder }
    const { features, heads, tensors } = await headsRate(bench, start.parameters)
    const full = settings.mode === 'full' ? await fullRate(bench, tensors) : { step: 0, stepBatch: 1 }
    const measured = { decode, features, heads, ...full }
    const stages = stagesOf(settings, work.films, shape, measured)
    return {
      stages,
      seconds: stages.reduce((sum, { seconds }) => sum + seconds, 0),
      memoryBytes: Math.round(memory.atStart + grownTo(memory.growth(), shape, settings, full.stepBatch)),
      availableBytes: process.availableMemory(),
    }
  } finally {
    memory.stop()
    await rm(folder, { recursive: true, force: true })
  }
}

/** Films of the folder as training has them, from all over it, and the seconds that decoding one takes. */
async function readableFilms(
  { files, classNames }: Source,
  decoder: PictureDecoder,
  signal: AbortSignal,
): Promise<{ films: DatasetFilm[]; decode: number }> {
  const paths: string[] = []
  const tries = Math.min(mostTries, files.length)
  let seconds = 0
  for (let i = 0; i < tries && paths.length < samples; i++) {
    signal.throwIfAborted()
    const { path } = files[Math.floor((i * files.length) / tries)]
    const started = performance.now()
    const film = await decoder.film(path, 0).catch(() => undefined)
    if (!film) continue
    seconds += (performance.now() - started) / 1000
    paths.push(path)
  }
  if (paths.length === 0) throw new ProblemError('estimate-without-films')
  const films = Array.from({ length: samples }, (_, i) => ({
    path: paths[i % paths.length],
    label: i % classNames.length,
    contentHash: `sample-${i}`,
    group: i,
    file: '',
  }))
  return { films, decode: seconds / paths.length }
}

/** Seconds that a film takes for its features and in one epoch of the heads; and a network to continue from. */
async function headsRate(
  { engine, shape, settings, films, decoder, signal, folder }: Bench,
  start: Tensors,
): Promise<{ features: number; heads: number; tensors: Tensors }> {
  const trunk = trunkOf(start)
  const features = await Features.open(engine, trunk, shape, folder, decoder)
  try {
    const context = { signal, onFilm: () => undefined }
    await features.prepare(films.slice(0, samples / 2), context)
    const started = performance.now()
    await features.prepare(films, context)
    const perFilm = (performance.now() - started) / 1000 / (samples / 2)
    const { batch } = settings.mode === 'heads' ? headsNumbers(settings, shape.places) : headsDefaults
    const task = { engine, shape, seed: settings.seed, classWeights: [], signal, report: () => undefined }
    if (shape.places) {
      const tensors = { ...startParameters(networkParameters(shape), new Random(settings.seed)), ...trunk }
      return { features: perFilm, heads: await placesRate(task, features, films), tensors }
    }
    const way = headsWay(task, features, { ...headsDefaults, batch, epochs: 2 })
    const train = Array.from({ length: batch }, (_, i) => films[i % films.length])
    const course = { engine, way, films: { train, validation: [] }, start: trunk }
    const { history, parameters } = await trainByLoop(course, { signal })
    return { features: perFilm, heads: 1 / history.at(-1)!.filmsPerSecond, tensors: { ...trunk, ...parameters } }
  } finally {
    await features.release()
  }
}

/** Seconds that one place takes. */
async function placesRate(task: HeadsTask, features: Features, films: readonly DatasetFilm[]): Promise<number> {
  const [first] = placesWays(task, features, { ...placesDefaults, epochs: 2 }, { stepsPerEpoch: 3 })
  // What the places show does not matter for how long they take.
  const marked = films.map((film, i) => ({
    ...film,
    ...(i % 2 ? { marks: [{ shape: 'box' as const, x: 0, y: 0, width: 99, height: 99 }] } : {}),
    size: { rows: 100, columns: 100 },
    label: i % 2,
  }))
  const course = { engine: task.engine, way: first, films: { train: marked, validation: [] }, start: {} }
  const { history } = await trainByLoop(course, { signal: task.signal })
  return 1 / history.at(-1)!.filmsPerSecond
}

/** Seconds that a film takes in one epoch of the whole network, and the batch that this was measured with. */
async function fullRate(
  { engine, shape, settings, films, decoder, signal, folder }: Bench,
  start: Tensors,
): Promise<{ step: number; stepBatch: number }> {
  const numbers = fullNumbers(settings)
  const batch = Math.min(numbers.batch, largestBatch)
  const cache = await FilmCache.open(folder, shape)
  await cache.prepare(films, decoder, { signal, onFilm: () => undefined })
  const batches = new Batches(cache, shape.inputSize)
  try {
    const task = { engine, shape, seed: settings.seed, classWeights: [] }
    const way = fullWay(task, batches, { ...numbers, batch, epochs: 2, patience: 2 })
    const train = Array.from({ length: batch }, (_, i) => films[i % films.length])
    const checkpoints = new Checkpoints(join(folder, 'checkpoint'), { version: '', configuration: '' })
    const course = { engine, way, films: { train, validation: films.slice(0, 2) }, start, checkpoints }
    const { history } = await trainByLoop(course, { signal })
    return { step: 1 / history.at(-1)!.filmsPerSecond, stepBatch: batch }
  } finally {
    await batches.close()
  }
}

/** A quarter, a half and three quarters of the films are trained on as well, with what was decoded and computed once. */
const ofCurve = 0.25 + 0.5 + 0.75

function stagesOf(
  settings: TrainingSettings,
  films: number,
  shape: NetworkShape,
  measured: Measured,
): Estimate['stages'] {
  const stages = stagesOfWhole(settings, films, shape, measured)
  if (!settings.learningCurve) return stages
  // Places are so many a step whatever the films are.
  const share = (stage: Estimate['stages'][number]['stage']): number =>
    stage === 'films' || stage === 'features' ? 0 : stage === 'heads' && shape.places ? 3 : ofCurve
  return stages.map(({ stage, seconds }) => ({ stage, seconds: seconds * (1 + share(stage)) }))
}

function stagesOfWhole(
  settings: TrainingSettings,
  films: number,
  shape: NetworkShape,
  { decode, features, heads, step }: Measured,
): Estimate['stages'] {
  const forward = features / viewsOf(shape)
  const folds = foldsOf(settings)
  const { holdout, validation } = defaultShares
  const { epochs: placesEpochs, batch: places } =
    settings.mode === 'heads' ? headsNumbers(settings, shape.places) : placesDefaults
  // Two ways, in each round that is judged and once more on all films.
  const atPlaces = 2 * (Math.max(1, folds) + 1) * placesEpochs * placesStepsPerEpoch * places * heads
  const all = films * (1 - holdout)
  // What turned films look like is learned from some of them.
  const turned = turnedFilms(all) * (decode + forward)
  if (settings.mode === 'heads' && shape.places) {
    return [
      { stage: 'films', seconds: films * decode },
      { stage: 'features', seconds: films * features },
      { stage: 'heads', seconds: atPlaces },
      { stage: 'evaluate', seconds: turned },
    ]
  }
  if (settings.mode === 'heads') {
    const { epochs } = headsNumbers(settings)
    return [
      { stage: 'films', seconds: films * decode },
      { stage: 'features', seconds: films * features },
      // Each fold leaves its own films out, and one more time all are trained on: as often as there are folds.
      { stage: 'heads', seconds: films * (1 - holdout) * epochs * folds * heads },
      { stage: 'evaluate', seconds: turned },
    ]
  }
  const { epochs } = fullNumbers(settings)
  // Films that are judged by a network that has not seen them, and how often a film is trained on before all of them
  // are.
  const judged = folds > 0 ? all : films * validation
  const trained = folds > 0 ? (folds - 1) * all : all - judged
  return [
    { stage: 'films', seconds: 2 * films * decode },
    { stage: 'features', seconds: all * features },
    { stage: 'heads', seconds: shape.places ? atPlaces : (trained + all) * headsDefaults.epochs * heads },
    { stage: 'epochs', seconds: epochs * ((trained + all) * step + judged * forward) },
    // Once by the network that has not seen them, and with all others by the one that is kept.
    { stage: 'evaluate', seconds: (films + judged) * (decode + forward) + turned },
  ]
}

/** What a full step keeps of each film grows with the batch; weights and their moments, read and written, do not. */
function grownTo(growth: number, shape: NetworkShape, settings: TrainingSettings, stepBatch: number): number {
  if (settings.mode === 'heads') return growth
  const copies = 6
  const fixed =
    copies * Float32Array.BYTES_PER_ELEMENT * networkParameters(shape).reduce((sum, { dims }) => sum + sizeOf(dims), 0)
  return Math.max(growth, fixed + Math.max(0, (growth - fixed) / stepBatch) * fullNumbers(settings).batch)
}
