/**
 * What changes of fine-tuning do to the starter model: heads first, then layers 2–4 with them, on three quarters of the
 * films that are not held out, judged on the other quarter. The hold-out is never looked at. Prints one line of a
 * Markdown table for each configuration.
 *
 *   node scripts/on-node24.mjs bench/starter/fullExperiments.ts [DATA] [NAME …]
 *
 * DATA as for makeStarter.ts (default: ../shared/data); with NAMEs only those configurations.
 * Ten minutes and more for each.
 */
import { createEngine } from '#main/engines/choose.ts'
import { defaultShape } from '#main/network/defaultShape.ts'
import { isFrozenIn } from '#main/network/frozen.ts'
import { studyDecoder } from '#main/study/openStudy.ts'
import { augmentDefaults, type AugmentOptions } from '#main/dataset/augment.ts'
import { Batches } from '#main/training/films/batches.ts'
import type { LessonNumbers } from '#main/training/loop/lesson.ts'
import { trainByLoop } from '#main/training/loop/loop.ts'
import { Features } from '#main/training/films/features.ts'
import { FilmCache } from '#main/training/films/filmCache.ts'
import { fullDefaults, fullWay } from '#main/training/ways/full.ts'
import { headsDefaults, headsWay } from '#main/training/ways/heads.ts'
import { cacheDirectory, openTrainingFilms, seed } from './trainingFilms.ts'

type Experiment = { numbers?: Partial<LessonNumbers>; augment?: AugmentOptions; isFrozen?: (name: string) => boolean }

const experiments: Record<string, Experiment> = {
  base: {},
  'greys varied twice as much': { augment: { ...augmentDefaults, jitter: 2 * augmentDefaults.jitter } },
  'layer 1 as well': { isFrozen: (parameter) => isFrozenIn('full', parameter) && !parameter.startsWith('layer1.') },
  'twenty epochs': { numbers: { epochs: 20 } },
}

const [data = '../shared/data', ...names] = process.argv.slice(2)
const { signal } = new AbortController()
const engine = createEngine('onnx-cpu')
const shape = { ...defaultShape, classes: 2 }
const { trunk, films, foldOf } = await openTrainingFilms(data, signal)
const divided = { train: films.filter((_, i) => foldOf[i] !== 0), validation: films.filter((_, i) => foldOf[i] === 0) }

const features = await Features.open(engine, trunk, shape, cacheDirectory, studyDecoder)
await features.prepare(films, { signal, onFilm: () => undefined })
const task = { engine, shape, seed, classWeights: [1, 1], signal, report: () => undefined }
const heads = await trainByLoop(
  { engine, way: headsWay(task, features, headsDefaults), films: divided, start: trunk },
  { signal },
)
await features.release()
const cache = await FilmCache.open(cacheDirectory, shape)
await cache.prepare(films, studyDecoder, { signal, onFilm: () => undefined })

console.log('| configuration | AUC | loss | epochs | training, s |\n|---|---|---|---|---|')
for (const [name, changes] of Object.entries(experiments)) {
  if (names.length > 0 && !names.includes(name)) continue
  const started = performance.now()
  const batches = new Batches(cache, shape.inputSize)
  const { numbers, ...others } = changes
  const way = fullWay(task, batches, { ...fullDefaults, ...numbers }, others)
  const start = { ...trunk, ...heads.parameters }
  const { bestEpoch, history } = await trainByLoop({ engine, way, films: divided, start }, { signal })
  const { validationAuc, validationLoss } = history[bestEpoch - 1]
  console.log(
    `| ${[name, validationAuc?.toFixed(3), validationLoss.toFixed(3), bestEpoch, Math.round((performance.now() - started) / 1000)].join(' | ')} |`,
  )
  await batches.close()
}
