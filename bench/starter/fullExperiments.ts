/**
 * What changes of fine-tuning do to the starter model: heads first, then layers 2–4 with them, on three quarters of the
 * films that are not held out, judged on the other quarter. The hold-out is never looked at. Prints one line of a
 * Markdown table for each configuration.
 *
 *   node bench/starter/fullExperiments.ts [DATA] [NAME …]
 *
 * DATA as for makeStarter.ts (default: ../shared/data); with NAMEs only those configurations. Needs Node 24 or later;
 * ten minutes and more for each.
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createEngine } from '#main/engines/choose.ts'
import { defaultShape } from '#main/network/defaultShape.ts'
import { isFrozenIn } from '#main/network/frozen.ts'
import { studyDecoder } from '#main/study/openStudy.ts'
import { augmentDefaults } from '#main/dataset/augment.ts'
import { Batches } from '#main/training/batches.ts'
import { Checkpoints } from '#main/training/checkpoints.ts'
import { Features } from '#main/training/features.ts'
import { FilmCache } from '#main/training/filmCache.ts'
import { fullDefaults, trainFullOn, type FullOptions } from '#main/training/fullTrainer.ts'
import { headsDefaults, trainHeadsOn } from '#main/training/headsTrainer.ts'
import { cacheDirectory, openTrainingFilms, seed } from './trainingFilms.ts'

const experiments: Record<string, Partial<FullOptions>> = {
  base: {},
  'greys varied twice as much': { augment: { ...augmentDefaults, jitter: 2 * augmentDefaults.jitter } },
  'layer 1 as well': { isFrozen: (parameter) => isFrozenIn('full', parameter) && !parameter.startsWith('layer1.') },
  'twenty epochs': { epochs: 20 },
}

const [data = '../shared/data', ...names] = process.argv.slice(2)
const { signal } = new AbortController()
const engine = createEngine('onnx-cpu')
const shape = { ...defaultShape, classes: 2 }
const { trunk, films, foldOf } = await openTrainingFilms(data, signal)
const divided = { train: films.filter((_, i) => foldOf[i] !== 0), validation: films.filter((_, i) => foldOf[i] === 0) }

const features = await Features.open(engine, trunk, shape, cacheDirectory, studyDecoder)
await features.prepare(films, { signal, onFilm: () => undefined })
const heads = await trainHeadsOn(
  engine,
  features,
  divided,
  { ...headsDefaults, shape, seed, classWeights: [1, 1] },
  {
    signal,
    onStep: () => undefined,
    onEpoch: () => undefined,
  },
)
await features.dispose()
const cache = await FilmCache.open(cacheDirectory, shape)
await cache.prepare(films, studyDecoder, { signal, onFilm: () => undefined })

console.log('| configuration | AUC | loss | epochs | training, s |\n|---|---|---|---|---|')
for (const [name, changes] of Object.entries(experiments)) {
  if (names.length > 0 && !names.includes(name)) continue
  const started = performance.now()
  const batches = new Batches(cache, shape.inputSize)
  const run = await mkdtemp(join(tmpdir(), 'starter-'))
  const options = { ...fullDefaults, shape, seed, classWeights: [1, 1], augment: augmentDefaults, ...changes }
  const start = { ...trunk, ...heads.parameters }
  const { bestEpoch, history } = await trainFullOn(engine, batches, divided, start, options, new Checkpoints(run, ''), {
    signal,
    onStep: () => undefined,
    onEpoch: () => undefined,
  })
  const { validationAuc, validationLoss } = history[bestEpoch - 1]
  console.log(
    `| ${[name, validationAuc?.toFixed(3), validationLoss.toFixed(3), bestEpoch, Math.round((performance.now() - started) / 1000)].join(' | ')} |`,
  )
  await batches.close()
  await rm(run, { recursive: true })
}
