/**
 * What fine-tuning with marks is worth: heads that learn places on the frozen ImageNet trunk, then layers 2–4 with them,
 * on four fifths of the films of `places/folds.csv`, judged on the last fifth. Both judge the same films, so that their
 * difference is in pairs. The hold-out of `places/holdout.csv` is never looked at. Prints lines of a Markdown table,
 * fine-tuning after each epoch: the mean of the epochs, which a training keeps, and the last one alone.
 *
 *   node scripts/on-node24.mjs bench/starter/fullPlacesExperiments.ts [DATA] [--fold 0] [--size 448] [--epochs 6]
 *     [--batch 16] [--rate 1e-4] [--kept FILE]
 *
 * DATA holds `fracture/fracatlas640` and `weights` (default: ../shared/data). `--kept` writes what each network said of
 * each film as JSON. An hour and more on two cores.
 */
import { writeFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import type { NetworkShape } from '#shared/model.ts'
import type { Tensors } from '#main/engines/engine.ts'
import { createEngine } from '#main/engines/choose.ts'
import { foldsByGroup } from '#main/dataset/split.ts'
import { aucDifference, chooseOperatingPoints, metricsOf, pointingOf } from '#main/evaluation/index.ts'
import { fractureProbability } from '#main/reading/readingOf.ts'
import { studyDecoder } from '#main/study/openStudy.ts'
import { judgedFilms } from '#main/training/card/judgedFilms.ts'
import { judgedPlaces } from '#main/training/card/judgedPlaces.ts'
import { Batches } from '#main/training/films/batches.ts'
import { Features, trunkOf } from '#main/training/films/features.ts'
import { FilmCache } from '#main/training/films/filmCache.ts'
import type { FilmOutputs } from '#main/training/films/filmOutputs.ts'
import { judgeFilms } from '#main/training/films/judge.ts'
import { trainByLoop } from '#main/training/loop/loop.ts'
import { fuseJudged } from '#main/training/places/fuseJudged.ts'
import { fullDefaults, fullWay } from '#main/training/ways/full.ts'
import { placesDefaults, placesWays, withFilmEvidence } from '#main/training/ways/places.ts'
import { cacheDirectory, cellsOf, openPlaceFilms, seed } from './trainingFilms.ts'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    fold: { type: 'string', default: '0' },
    size: { type: 'string', default: '448' },
    epochs: { type: 'string', default: '6' },
    batch: { type: 'string', default: '16' },
    rate: { type: 'string', default: '1e-4' },
    kept: { type: 'string' },
  },
})
const { signal } = new AbortController()
const engine = createEngine('onnx-cpu')
const { trunk, films } = await openPlaceFilms(positionals[0] ?? '../shared/data', signal)
const shape: NetworkShape = {
  ...{ inputSize: Number(values.size), fit: 'pad', classes: 2, hidden: 64, experts: 4, topK: 1, places: true },
}
const foldOf = new Map((await cellsOf('folds.csv')).map(([file, , fold]) => [file, fold]))
const divided = {
  train: films.filter(({ file }) => foldOf.get(file) !== values.fold),
  validation: films.filter(({ file }) => foldOf.get(file) === values.fold),
}

const ranged = (value: number, [low, high]: readonly [number, number]): string =>
  `${value.toFixed(3)} (${low.toFixed(3)}–${high.toFixed(3)})`
const kept: Record<string, readonly FilmOutputs[]> = {}
let before: number[] | undefined

/** One line of the table: films of the fold, fused by what other parts of the fold say, against the frozen trunk. */
async function judged(name: string, parameters: Tensors): Promise<void> {
  const alone = await judgeFilms(engine, studyDecoder, shape, parameters, divided.validation, {
    signal,
    onFilm: () => undefined,
  })
  const { outputs } = fuseJudged(divided.validation, alone, foldsByGroup(divided.validation, seed, 4))
  const answers = { films: divided.validation, outputs }
  const films = judgedFilms(answers, 1)
  const points = chooseOperatingPoints(films)
  const metrics = metricsOf(films, points, seed)
  const pointing = pointingOf(judgedPlaces(answers, films, shape, 1), points, seed)!
  const probabilities = outputs.map(({ logits }) => fractureProbability(logits, 1))
  before ??= probabilities
  const pairs = films.map(({ fractured, group }, i) => ({ fractured, group, a: before![i], b: probabilities[i] }))
  const difference = aucDifference(pairs)
  const cells = [
    name,
    ranged(metrics.auc, metrics.aucInterval),
    ranged(difference.difference, difference.interval),
    ranged(pointing.hitRate, pointing.hitInterval),
    pointing.froc.map(({ sensitivity, interval }) => ranged(sensitivity, interval)).join(' / '),
  ]
  console.log(`| ${cells.join(' | ')} |`)
  if (!values.kept) return
  kept[name] = alone
  const plain = (_key: string, value: unknown) => (value instanceof Float32Array ? Array.from(value) : value)
  await writeFile(values.kept, JSON.stringify({ films: divided.validation, kept }, plain))
}

console.log(
  '| network | AUC | difference | hit rate | found at 0.25 / 0.5 / 1 wrong findings a film |\n|---|---|---|---|---|',
)
const start = trunkOf(trunk)
const features = await Features.open(engine, start, shape, cacheDirectory, studyDecoder)
const task = { engine, shape, seed, classWeights: [1, 1], signal, report: () => undefined }
let parameters: Tensors = start
for (const way of placesWays(task, features, placesDefaults)) {
  const learned = await trainByLoop({ engine, way, films: divided, start: parameters }, { signal })
  parameters = { ...parameters, ...learned.parameters }
}
parameters = await withFilmEvidence(engine, features, shape, parameters, divided.train)
await judged('trunk frozen', parameters)

const cache = await FilmCache.open(cacheDirectory, shape)
await cache.prepare(films, studyDecoder, { signal, onFilm: () => undefined })
const batches = new Batches(cache, shape.inputSize)
const [epochs, batch, learningRate] = [values.epochs, values.batch, values.rate].map(Number)
const way = fullWay(task, batches, { ...fullDefaults, epochs, batch, learningRate, patience: Infinity })
/** The last of so many epochs, from their mean and the mean without it. */
const lastOf = (mean: Tensors, meanBefore: Tensors, epoch: number): Tensors =>
  Object.fromEntries(
    Object.entries(mean).map(([name, { dims, data }]) => {
      const earlier = meanBefore[name].data
      return [name, { dims, data: data.map((value, i) => epoch * value - (epoch - 1) * earlier[i]) }]
    }),
  )
let meanBefore: Tensors | undefined
await trainByLoop(
  { engine, way, films: { train: divided.train, validation: [] }, start: parameters },
  {
    signal,
    onStep: ({ step, total, filmsPerSecond, remainingSeconds }) =>
      process.stderr.write(
        `${step}/${total} ${filmsPerSecond.toFixed(1)} films/s, ${Math.round(remainingSeconds)} s\r`,
      ),
    // Judged at once, so that a run that is ended early says what it came to.
    onEpoch: async ({ epoch }, mean) => {
      const alone = meanBefore && lastOf(mean, meanBefore, epoch)
      meanBefore = mean
      await judged(`mean of ${epoch} epochs`, { ...parameters, ...mean })
      if (alone) await judged(`epoch ${epoch} alone`, { ...parameters, ...alone })
    },
  },
)
await batches.close()
