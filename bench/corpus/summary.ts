import { createHash } from 'node:crypto'

/** All values of a file as one reader has them, small enough to hand around: equal hashes are equal values. */
export type Summary = { values: number; sha256: string; samples: number[] }
export type Outcome = Summary | { error: string }

/** As many as `readers.py` takes, at the same places. */
const mostSamples = 4096

/** Hash and samples of the frames' values as doubles, as `readers.py` makes them. */
export function summaryOf(frames: readonly ArrayLike<number>[]): Summary {
  const hash = createHash('sha256')
  for (const frame of frames) hash.update(Float64Array.from(frame))
  const values = frames.reduce((sum, frame) => sum + frame.length, 0)
  const count = Math.min(mostSamples, values)
  const perFrame = frames[0]?.length ?? 1
  const samples = Array.from({ length: count }, (_, index) => {
    const at = count === 1 ? 0 : Math.floor((index * (values - 1)) / (count - 1))
    return frames[Math.floor(at / perFrame)]![at % perFrame]!
  })
  return { values, sha256: hash.digest('hex'), samples }
}

/** How far two readers are apart: `equal`, how many levels at most, another number of values, or who refuses. */
export function comparison(ours: Outcome, theirs: Outcome): string {
  if ('error' in ours) return 'error' in theirs ? 'both refuse' : 'they open it'
  if ('error' in theirs) return `they refuse it (${theirs.error})`
  if (ours.values !== theirs.values) return `${theirs.values} values instead of ${ours.values}`
  if (ours.sha256 === theirs.sha256) return 'equal'
  const most = ours.samples.reduce((worst, value, at) => Math.max(worst, Math.abs(value - theirs.samples[at]!)), 0)
  return most <= 1 ? 'within a level' : `up to ${most} levels apart`
}

/** What a person should look at: neither equal nor explained by the rounding of a lossy codec. */
export function isDisagreement(compared: string): boolean {
  return !['equal', 'within a level', 'both refuse'].includes(compared) && !compared.startsWith('they refuse it')
}
