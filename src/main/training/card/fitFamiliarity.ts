import type { Familiarity } from '#shared/model.ts'
import { isUnfamiliar, unfamiliarity } from '#main/reading/familiarity.ts'

/** So many of the films that were learned from count as familiar. */
const familiarShare = 0.99
/** Channels that hardly vary must not decide alone. */
const smallestDeviation = 1e-2

/**
 * What the films that a model learned from look like to it (mean and deviation of each channel), how far is too far,
 * and for how many of the held-out films, which are of the same kind, that would be a false alarm.
 */
export function fitFamiliarity(trainedOn: readonly Float32Array[], heldOut: readonly Float32Array[]): Familiarity {
  const channels = trainedOn[0].length
  const over = (values: (pooled: Float32Array, channel: number) => number): number[] =>
    Array.from(
      { length: channels },
      (_, channel) => trainedOn.reduce((sum, pooled) => sum + values(pooled, channel), 0) / trainedOn.length,
    )
  const mean = over((pooled, channel) => pooled[channel]).map(rounded)
  const deviation = over((pooled, channel) => (pooled[channel] - mean[channel]) ** 2).map((square) =>
    rounded(Math.max(Math.sqrt(square), smallestDeviation)),
  )
  const distances = trainedOn.map((pooled) => unfamiliarity(pooled, { mean, deviation })).sort((a, b) => a - b)
  const limit =
    fartherWhenNew(trainedOn.length) *
    distances[Math.min(distances.length - 1, Math.floor(familiarShare * distances.length))]
  const familiarity = { mean, deviation, limit, falseAlarms: 0 }
  return {
    ...familiarity,
    falseAlarms: heldOut.filter((pooled) => isUnfamiliar(pooled, familiarity)).length / heldOut.length,
  }
}

/**
 * How many times as far a new film of the same kind lies as one of those that mean and deviation are of, in the mean of
 * squares: (n + 1) / (n − 3) for normal channels. A tenth where there are twenty films, nothing where there are thousands.
 */
function fartherWhenNew(films: number): number {
  return Math.sqrt((films + 1) / Math.max(1, films - 3))
}

/** Four digits are enough, and the card stays small. */
function rounded(value: number): number {
  return Number(value.toPrecision(4))
}
