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
  const distances = trainedOn.map((pooled) => alone(pooled, { mean, deviation }, trainedOn.length)).sort((a, b) => a - b)
  const limit = distances[Math.min(distances.length - 1, Math.floor(familiarShare * distances.length))]
  const familiarity = { mean, deviation, limit, falseAlarms: 0 }
  return {
    ...familiarity,
    falseAlarms: heldOut.filter((pooled) => isUnfamiliar(pooled, familiarity)).length / heldOut.length,
  }
}

/**
 * How far a film lies from all others, by their mean and deviation without it. Where there are few films, one that is
 * among those that mean and deviation are of lies nearer than a new one of the same kind.
 */
function alone(
  pooled: Float32Array,
  { mean, deviation }: Pick<Familiarity, 'mean' | 'deviation'>,
  films: number,
): number {
  if (films < 3) return unfamiliarity(pooled, { mean, deviation })
  const others = { mean: [...mean], deviation: [...deviation] }
  for (let channel = 0; channel < mean.length; channel++) {
    const from = pooled[channel] - mean[channel]
    others.mean[channel] -= from / (films - 1)
    const variance = (films * deviation[channel] ** 2 - (films / (films - 1)) * from ** 2) / (films - 1)
    others.deviation[channel] = Math.max(Math.sqrt(Math.max(0, variance)), smallestDeviation)
  }
  return unfamiliarity(pooled, others)
}

/** Four digits are enough, and the card stays small. */
function rounded(value: number): number {
  return Number(value.toPrecision(4))
}
