/**
 * Whether storing the starter's weights as float16 changes a verdict: the films that were held out, judged with the
 * weights as they were trained and as they are stored. After makeStarter.ts, whose checkpoints it reads:
 *
 *   node scripts/on-node24.mjs bench/starter/float16.ts [DATA] [MODEL]
 */
import { readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { verdictOf } from '#shared/reading.ts'
import { createEngine } from '#main/engines/choose.ts'
import type { Tensors } from '#main/engines/engine.ts'
import { loadModel } from '#main/model/loadModel.ts'
import { readSafetensors } from '#main/network/safetensors.ts'
import { studyDecoder } from '#main/study/openStudy.ts'
import { calibrated } from '#main/evaluation/calibration.ts'
import { openDataset } from '#main/dataset/dataset.ts'
import { splitDataset } from '#main/dataset/splitDataset.ts'
import { judgeFilms } from '#main/training/films/judge.ts'

const [data = '../shared/data', model = 'resources/starter'] = process.argv.slice(2)
const { signal } = new AbortController()
const { card, parameters: stored } = await loadModel(resolve(model))
const checkpoint = resolve('.cache', 'starter-run', 'parts', 'whole', 'checkpoint')
const trained = { ...stored, ...readSafetensors(await readFile(join(checkpoint, 'learned.safetensors'))).tensors }

const dataset = await openDataset(
  resolve(data, 'fracture', 'fracatlas'),
  studyDecoder,
  { signal, onFile: () => undefined },
  {
    cacheDirectory: resolve('.cache'),
    splitFile: join(import.meta.dirname, 'split.csv'),
  },
)
const { parts } = splitDataset(dataset, { seed: card.training.seed })
const films = dataset.films.filter((_, i) => parts[i] === 'holdout')

async function probabilities(parameters: Tensors): Promise<number[]> {
  const outputs = await judgeFilms(createEngine('onnx-cpu'), studyDecoder, card.network, parameters, films, {
    signal,
    onFilm: () => undefined,
  })
  return calibrated(
    outputs.map(({ logits }) => logits),
    card.temperature,
  )
}

const [before, after] = [await probabilities(trained), await probabilities(stored)]
const changed = before.filter(
  (probability, i) => verdictOf(probability, card.operatingPoints) !== verdictOf(after[i], card.operatingPoints),
).length
const largest = Math.max(...before.map((probability, i) => Math.abs(probability - after[i])))
console.log(
  `${films.length} films held out: ${changed} verdicts changed by float16; probabilities moved by ${largest.toExponential(1)} at most`,
)
