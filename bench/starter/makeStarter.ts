/**
 * Makes the model that people meet first: heads that learn places, on the frozen ImageNet trunk, trained on the complete
 * FracAtlas with its boxes by the product's own trainer. Folds and hold-out were written down before any training
 * (`places/folds.csv`, `places/holdout.csv`); the hold-out is looked at once for each model that is shipped. All other
 * films are judged in turn by networks that have not seen them, so that fusion, calibration and operating points rest on
 * all of them.
 *
 *   node scripts/on-node24.mjs bench/starter/makeStarter.ts [DATA] [OUT] [--mode heads|full] [--size 640]
 *
 * DATA holds `fracture/fracatlas640` and `weights/resnet18-imagenet-bnfolded-partial.safetensors` (default:
 * ../shared/data), OUT is where the model goes (default: resources/starter). With `--mode full` layers 2–4 learn too, by
 * the numbers of `fullPlacesExperiments.ts` but for four epochs, which were as good as six; fold 0 of `places/folds.csv`
 * judges the epochs and is what fusion, calibration and points rest on, before all films are learned from. What is there
 * of a run in `.cache` is gone on with.
 */
import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { programVersion } from '#main/app/home/packageRoot.ts'
import { createEngine } from '#main/engines/choose.ts'
import { defaultShape } from '#main/network/defaultShape.ts'
import { studyDecoder } from '#main/study/openStudy.ts'
import { trainModel } from '#main/training/run/trainModel.ts'
import { cacheDirectory, cellsOf, imageNetTrunk, seed } from './trainingFilms.ts'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { mode: { type: 'string', default: 'heads' }, size: { type: 'string', default: '640' } },
})
const [data = '../shared/data', out = 'resources/starter'] = positionals
const isFull = values.mode === 'full'
const inputSize = Number(values.size) as 448 | 640
const source = join(data, 'fracture', 'fracatlas640')
// In one place, so that a run finds its films again when it is gone on with.
const work = resolve('.cache', 'starter-films')
try {
  // A manifest says which films belong together and which are held out; it must lie beside them.
  const about = new Map(
    (await readFile(join(source, 'films.csv'), 'utf8'))
      .trim()
      .split('\n')
      .slice(1)
      .map((line) => line.split(','))
      .map(([file, label, region, view]) => [file, { label, region, view }] as const),
  )
  const parts = [
    ...(await cellsOf('folds.csv')).map(([file, group, fold]) => ({
      ...{ file, group },
      split: isFull && fold === '0' ? 'val' : 'train',
    })),
    ...(await cellsOf('holdout.csv')).map(([file, group]) => ({ file, group, split: 'test' })),
  ]
  const lines = parts.map(({ file, group, split }) => {
    const { label, region, view } = about.get(file)!
    return [file, label, `block-${group}`, split, region, view].join()
  })
  for (const { file } of parts) {
    await mkdir(dirname(join(work, file)), { recursive: true })
    await cp(join(source, file), join(work, file))
  }
  await cp(join(source, 'boxes.csv'), join(work, 'boxes.csv'))
  await writeFile(join(work, 'films.csv'), ['file,label,patient,split,region,view', ...lines, ''].join('\n'))

  const card = await trainModel(
    {
      directory: join(work, 'films.csv'),
      model: { id: 'starter', name: 'FracAtlas starter' },
      data: {
        name: 'FracAtlas with its boxes: hand, leg, hip and shoulder, films with hardware left out',
        credit:
          'FracAtlas: Abedeen et al., Scientific Data 2023, doi 10.1038/s41597-023-02432-4. Trunk: torchvision ResNet-18 (BSD-3-Clause), trained on ImageNet.',
        licence: 'CC BY 4.0',
      },
      start: { id: 'torchvision-resnet18-imagenet', parameters: await imageNetTrunk(data) },
      shape: defaultShape,
      engine: createEngine('onnx-cpu'),
      settings: {
        ...{ preset: 'default', seed, classWeights: 'none', places: true, inputSize },
        ...(isFull ? { mode: 'full', epochs: 4, batch: 16, learningRate: 1e-4 } : { mode: 'heads', crossFit: 5 }),
      },
      runDirectory: resolve('.cache', `starter-${values.mode}-${values.size}`),
      outputDirectory: resolve(out),
      cacheDirectory,
      programVersion,
    },
    {
      decoder: studyDecoder,
      signal: new AbortController().signal,
      onProgress: ({ stage, done, total, numbers }) => {
        if ('trainLoss' in numbers || done % 100 === 0) console.log(stage, `${done}/${total}`, JSON.stringify(numbers))
      },
    },
  )
  console.log(JSON.stringify(card.metrics, null, 2))
} finally {
  await rm(work, { recursive: true, force: true })
}
