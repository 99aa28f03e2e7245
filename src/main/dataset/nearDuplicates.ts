import { setImmediate as turn } from 'node:timers/promises'
import { DisjointSets } from './disjointSets.ts'
import { LikenessIndex } from './likenessIndex.ts'
import {
  bitsApart,
  correlation,
  detail,
  hashes,
  likeness,
  orientations,
  oriented,
  type Orientation,
  type PerceptualHash,
  type Thumbnail,
} from './fingerprint.ts'

/** Two pictures of one film: `second` laid in this way looks like `first`. */
export type NearPair = { first: number; second: number; orientation: Orientation; correlation: number }

/**
 * Chosen on 2741 films of three sources. Re-encoded, halved, turned by 90° or mirrored copies stay within 3 bits and
 * above 0.997, stronger contrast mostly within 10 bits and above 0.98; of 3.7 million pairs of different films in any
 * position none lies above 0.979.
 */
const mostBits = 12
const leastCorrelation = 0.98
/**
 * Of what remains beside large shapes: 99 of 100 copies lie above 0.91, most pairs of nearly empty films of one machine
 * below 0.8.
 */
const leastDetail = 0.8

/** Details that are kept for other pairs of the same film: 4 KB each. */
const mostDetails = 2 ** 14

/** A film laid in another way, computed when it is first wanted. */
type Turned = { thumbnail: Thumbnail; detail?: Float32Array }

/** Longest that the loop holds the thread, milliseconds. */
const holdLimit = 30

/**
 * Finds pictures of one film, also re-encoded, resized, in another contrast, mirrored, or turned by 90°. Every pair
 * that can be within the limits is looked at (see `LikenessIndex`): by its hashes first, then by what the pictures have
 * in common. So none is missed.
 * Pictures that are joined already are not paired again: the pairs, at most one fewer than pictures, join each cluster.
 * Flat pictures are like nothing. Rejects with the signal's reason.
 */
export async function nearDuplicates(
  thumbnails: readonly Thumbnail[],
  context: { signal: AbortSignal; onFilm(done: number, total: number): void },
): Promise<NearPair[]> {
  let held = performance.now()
  const pause = async (done: number): Promise<void> => {
    if (performance.now() - held <= holdLimit) return
    context.onFilm(done, thumbnails.length)
    await turn()
    context.signal.throwIfAborted()
    held = performance.now()
  }
  // Words of all orientations of a film in a row.
  const stride = 2 * orientations.length
  const words = new Uint32Array(thumbnails.length * stride)
  const points: (Float32Array | undefined)[] = []
  for (const [film, thumbnail] of thumbnails.entries()) {
    words.set(hashes(thumbnail).flat(), film * stride)
    points.push(likeness(thumbnail))
    await pause(0)
  }
  const hashOf = (film: number, orientation: Orientation): PerceptualHash => {
    const at = film * stride + 2 * orientation
    return [words[at], words[at + 1]]
  }
  const index = new LikenessIndex(points, leastCorrelation)
  const details = new Map<number, Float32Array>()
  const sets = new DisjointSets(thumbnails.length)
  const pairs: NearPair[] = []
  for (let second = 0; second < thumbnails.length; second++) {
    await pause(second)
    const turned = new Map<Orientation, Turned>()
    for (const [looked, first] of index.alikeBefore(second).entries()) {
      if (looked % 100 === 99) await pause(second)
      const plain = hashOf(first, 0)
      for (const orientation of orientations) {
        if (sets.root(first) === sets.root(second)) break
        if (bitsApart(plain, hashOf(second, orientation)) > mostBits) continue
        const laid = turned.get(orientation) ?? { thumbnail: oriented(thumbnails[second], orientation) }
        turned.set(orientation, laid)
        const common = correlation(thumbnails[first], laid.thumbnail)
        if (common < leastCorrelation) continue
        laid.detail ??= detail(laid.thumbnail)
        const plainDetail = details.get(first) ?? detail(thumbnails[first])
        if (details.size < mostDetails) details.set(first, plainDetail)
        if (correlation(plainDetail, laid.detail) < leastDetail) continue
        sets.join(second, first)
        pairs.push({ first, second, orientation, correlation: common })
      }
    }
  }
  return pairs
}
