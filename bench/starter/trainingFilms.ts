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

export async function imageNetTrunk(data: string): Promise<Tensors> {
  const file = join(data, 'weights', 'resnet18-imagenet-bnfolded-partial.safetensors')
  return importTrunk(readSafetensors(await readFile(file)).tensors, new Random(seed))
}

/** The lines of a CSV file without quotes, less its heading, in cells. */
export const cellsOf = async (name: string): Promise<string[][]> =>
  (await readFile(join(import.meta.dirname, 'places', name), 'utf8'))
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => line.split(','))

/**
 * The ImageNet trunk, and of the complete FracAtlas the films of `places/folds.csv` with their groups, which are blocks
 * of neighbouring numbers joined by near duplicates, and their marks. Films of `places/holdout.csv` are never opened.
 */
export async function openPlaceFilms(
  data: string,
  signal: AbortSignal,
): Promise<{ trunk: Tensors; films: DatasetFilm[] }> {
  const [inFolds, heldOut] = [await cellsOf('folds.csv'), await cellsOf('holdout.csv')]
  const groupOf = new Map(inFolds.map(([file, group]) => [file, Number(group)]))
  const { films } = await openDataset(
    resolve(data, 'fracture', 'fracatlas640'),
    studyDecoder,
    { signal, onFile: () => undefined },
    { nearDuplicates: false, leaveOut: heldOut.map(([file]) => file) },
  )
  const grouped = films.flatMap((film) => {
    const group = groupOf.get(film.file)
    return group === undefined ? [] : [{ ...film, group }]
  })
  return { trunk: await imageNetTrunk(data), films: grouped }
}

/**
 * The ImageNet trunk, and of FracAtlas the films that are not held out (`split.csv`), with the fold (from 0) that each
 * belongs to.
 */
export async function openTrainingFilms(
  data: string,
  signal: AbortSignal,
): Promise<{ trunk: Tensors; films: DatasetFilm[]; foldOf: number[] }> {
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
  return { trunk: await imageNetTrunk(data), films, foldOf: foldsByGroup(films, seed, folds) }
}
