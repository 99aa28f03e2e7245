import { move } from 'piscina'
import { vary, type Variation } from '#main/dataset/index.ts'
import { readCachedFilm } from './filmCache.ts'

/** Cached films, and how each is varied; without variations they are taken as they are. */
export type BatchTask = { files: readonly string[]; size: number; variations: readonly Variation[] | null }

/** What a batching thread does: films × size × size greys in 0..1; undefined where a film is not in the cache any more. */
export default async function makeBatch({ files, size, variations }: BatchTask): Promise<Float32Array | undefined> {
  const batch = new Float32Array(files.length * size * size)
  for (const [i, file] of files.entries()) {
    const pixels = await readCachedFilm(file)
    if (pixels?.length !== size * size) return undefined
    const offset = i * size * size
    if (variations) vary(pixels, size, variations[i], batch, offset)
    else for (let p = 0; p < pixels.length; p++) batch[offset + p] = pixels[p] / 255
  }
  return move(batch) as Float32Array
}
