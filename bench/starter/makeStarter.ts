/**
 * Makes the model that people meet first: the ImageNet trunk with heads, then layers 2–4 too, trained on FracAtlas with
 * the product's own trainer. The split was written down first (`split.csv` beside this file); its hold-out is looked at
 * once for each model that is shipped. All films that are not held out are judged in turn, so that calibration and
 * operating points rest on all of them; its parts train and validation are one.
 *
 *   node bench/starter/makeStarter.ts [DATA] [OUT]
 *
 * DATA holds `fracture/fracatlas` and `weights/resnet18-imagenet-bnfolded-partial.safetensors` (default:
 * ../shared/data), OUT is where card and weights go (default: resources/starter). Needs Node 24 or later.
 */
import { readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { programVersion } from '#main/app/home/packageRoot.ts'
import { createEngine } from '#main/engines/choose.ts'
import { importTrunk } from '#main/network/importTrunk.ts'
import { Random } from '#main/network/random.ts'
import { readSafetensors } from '#main/network/safetensors.ts'
import { studyDecoder } from '#main/study/openStudy.ts'
import { trainModel } from '#main/training/run/trainModel.ts'
import { defaultShape } from '#main/network/defaultShape.ts'

const [data = '../shared/data', out = 'resources/starter'] = process.argv.slice(2)
const weights = readSafetensors(await readFile(join(data, 'weights', 'resnet18-imagenet-bnfolded-partial.safetensors')))

const card = await trainModel(
  {
    directory: resolve(data, 'fracture', 'fracatlas'),
    model: { id: 'starter', name: 'FracAtlas starter' },
    data: {
      name: 'FracAtlas: hand, leg, hip and shoulder, films with hardware left out',
      credit:
        'FracAtlas: Abedeen et al., Scientific Data 2023, doi 10.1038/s41597-023-02432-4. Trunk: torchvision ResNet-18 (BSD-3-Clause), trained on ImageNet.',
      licence: 'CC BY 4.0',
    },
    start: { id: 'torchvision-resnet18-imagenet', parameters: importTrunk(weights.tensors, new Random(42)) },
    shape: defaultShape,
    engine: createEngine('onnx-cpu'),
    settings: {
      mode: 'full',
      preset: 'default',
      seed: 42,
      crossFit: 4,
      classWeights: 'none',
      splitFile: join(import.meta.dirname, 'split.csv'),
    },
    runDirectory: resolve('.cache', 'starter-run'),
    outputDirectory: resolve(out),
    cacheDirectory: resolve('.cache'),
    programVersion,
  },
  {
    decoder: studyDecoder,
    signal: new AbortController().signal,
    onProgress: ({ stage, done, total, numbers }) => {
      if ('validationLoss' in numbers || done % 100 === 0)
        console.log(stage, `${done}/${total}`, JSON.stringify(numbers))
    },
  },
)
console.log(JSON.stringify(card.metrics.holdout, null, 2))
