import { readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import type { Tensors } from '#main/engines/engine.ts'
import { importTrunk } from '#main/network/importTrunk.ts'
import { Random } from '#main/network/random.ts'
import { readSafetensors } from '#main/network/safetensors.ts'
import { studyDecoder } from '#main/study/openStudy.ts'
import { openDataset } from '#main/dataset/dataset.ts'
import type { DatasetFilm } from '#main/dataset/datasetFilm.ts'
import { foldsByGroup } from '#main/dataset/split.ts'
import { splitDataset } from '#main/dataset/splitDataset.ts'

export const seed = 42
export const folds = 4
export const cacheDirectory = resolve('.cache')

/**
 * The ImageNet trunk, and of FracAtlas the films that are not held out (`split.csv`), with the fold (from 0) that each
 * belongs to.
 */
export async function openTrainingFilms(
  data: string,
  signal: AbortSignal,
): Promise<{ trunk: Tensors; films: DatasetFilm[]; foldOf: number[] }> {
  const weights = readSafetensors(
    await readFile(join(data, 'weights', 'resnet18-imagenet-bnfolded-partial.safetensors')),
  )
  const dataset = await openDataset(
    resolve(data, 'fracture', 'fracatlas'),
    studyDecoder,
    { signal, onFile: () => undefined },
    {
      cacheDirectory,
      splitFile: join(import.meta.dirname, 'split.csv'),
    },
  )
  const { parts } = splitDataset(dataset, { seed })
  const films = dataset.films.filter((_, i) => parts[i] !== 'holdout')
  return { trunk: importTrunk(weights.tensors, new Random(seed)), films, foldOf: foldsByGroup(films, seed, folds) }
}
