/**
 * What helps heads that learn places on the frozen ImageNet trunk: each configuration cross-validated by group on the
 * films of `places/folds.csv`. The hold-out of `places/holdout.csv` is never looked at. Prints one line of a Markdown
 * table for each configuration.
 *
 *   node scripts/on-node24.mjs bench/starter/placesExperiments.ts [DATA] [NAME …]
 *
 * DATA holds `fracture/fracatlas640` and `weights` (default: ../shared/data).
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { NetworkShape } from '#shared/model.ts'
import { createEngine } from '#main/engines/choose.ts'
import { chooseOperatingPoints, fitTemperature, metricsOf, pointingOf } from '#main/evaluation/index.ts'
import { studyDecoder } from '#main/study/openStudy.ts'
import { judgedFilms } from '#main/training/card/judgedFilms.ts'
import { judgedPlaces } from '#main/training/card/judgedPlaces.ts'
import { Features, trunkOf } from '#main/training/films/features.ts'
import { headOutputs } from '#main/training/films/headOutputs.ts'
import { roundedToFloat16 } from '#main/training/loop/float16.ts'
import type { LessonNumbers } from '#main/training/loop/lesson.ts'
import { trainInRounds } from '#main/training/loop/rounds.ts'
import type { Task } from '#main/training/loop/task.ts'
import { placesDefaults, placesWays, withFilmEvidence } from '#main/training/ways/places.ts'
import { cacheDirectory, openPlaceFilms, seed } from './trainingFilms.ts'

type Experiment = {
  shape?: Partial<NetworkShape>
  numbers?: Partial<LessonNumbers>
  options?: NonNullable<Parameters<typeof placesWays>[3]>
}

const experiments: Record<string, Experiment> = {
  base: {},
  'start as He et al.': { options: { startScale: 1 } },
  'start a tenth': { options: { startScale: 0.1 } },
  'hard at full rate': { options: { hardRate: 1 } },
  '448 pixels': { shape: { inputSize: 448 } },
  'one expert': { shape: { experts: 1 } },
  '128 channels': { shape: { hidden: 128 } },
  'half the epochs': { numbers: { epochs: 4 } },
  'twice the epochs': { numbers: { epochs: 16 } },
}

const folds = 5
const [data = '../shared/data', ...names] = process.argv.slice(2)
const { trunk, films } = await openPlaceFilms(data, new AbortController().signal)
const engine = createEngine('onnx-cpu')
console.log(
  '| configuration | AUC | ECE | hit rate | found at 0.25 / 0.5 / 1 wrong findings a film |\n|---|---|---|---|---|',
)
const ranged = (value: number, [low, high]: readonly [number, number]): string =>
  `${value.toFixed(3)} (${low.toFixed(3)}–${high.toFixed(3)})`

for (const [name, { shape: wish = {}, numbers = {}, options = {} }] of Object.entries(experiments)) {
  if (names.length > 0 && !names.includes(name)) continue
  const shape: NetworkShape = {
    ...{ inputSize: 640, fit: 'pad', classes: 2, hidden: 64, experts: 4, topK: 1, places: true },
    ...wish,
  }
  const runDirectory = await mkdtemp(join(tmpdir(), 'places-'))
  const task: Task = {
    ...{ engine, shape, start: trunk, seed, classWeights: [1, 1], cacheDirectory, runDirectory, decoder: studyDecoder },
    programVersion: 'bench',
    parts: { train: films, validation: [], holdout: [] },
    signal: new AbortController().signal,
    report: (stage, done, total) => {
      if (done % 100 === 0) process.stderr.write(`${name}: ${stage} ${done} of ${total}\r`)
    },
  }
  const start = roundedToFloat16(trunkOf(trunk))
  const features = await Features.open(engine, start, shape, cacheDirectory, studyDecoder)
  await features.prepare(films, {
    signal: task.signal,
    onFilm: (done, total) => process.stderr.write(`features ${done} of ${total}\r`),
  })
  await features.release()
  const outcome = await trainInRounds(
    task,
    {
      ways: placesWays(task, features, { ...placesDefaults, ...numbers }, options).map((way) => ({
        ...way,
        stages: { judged: { step: 'folds' }, whole: { step: 'heads' } },
      })),
      start,
      finish: (parameters, { train }) => withFilmEvidence(engine, features, shape, parameters, train),
      judge: (parameters, judged) => headOutputs(engine, features, shape, parameters, judged),
      shows: 'whole',
      close: () => Promise.resolve(),
    },
    folds,
  )
  const { validation } = outcome
  const temperature = fitTemperature(
    validation.outputs.map(({ logits }) => logits),
    validation.films.map(({ label }) => label),
  )
  const judged = judgedFilms(validation, temperature)
  const points = chooseOperatingPoints(judged)
  const metrics = metricsOf(judged, points, seed)
  const pointing = pointingOf(judgedPlaces(validation, judged, shape, temperature), points, seed)!
  const found = pointing.froc.map(({ sensitivity, interval }) => ranged(sensitivity, interval)).join(' / ')
  const hits = ranged(pointing.hitRate, pointing.hitInterval)
  console.log(
    `| ${name} | ${ranged(metrics.auc, metrics.aucInterval)} | ${metrics.ece.toFixed(3)} | ${hits} | ${found} |`,
  )
  if (process.env.DUMP) {
    const rows = validation.films.map((film, i) => ({ ...film, ...validation.outputs[i], ...judged[i] }))
    const plain = (_key: string, value: unknown) => (value instanceof Float32Array ? Array.from(value) : value)
    await writeFile(process.env.DUMP, JSON.stringify({ rows, temperature, points }, plain))
  }
  await rm(runDirectory, { recursive: true })
}
