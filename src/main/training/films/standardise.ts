import type { Tensors } from '#main/engines/engine.ts'

/** Channels that hardly vary must not be blown up. */
const smallestDeviation = 1e-3

/**
 * Constants that bring each feature channel to mean 0 and deviation 1 over all locations of the given films (channels ×
 * cells each): standardised = feature × scale + shift.
 */
export async function fitStandardisation(features: AsyncIterable<Float16Array>, channels: number): Promise<Tensors> {
  const sums = new Float64Array(channels)
  const squares = new Float64Array(channels)
  let count = 0
  for await (const film of features) {
    const cells = film.length / channels
    const values = Float32Array.from(film)
    for (let c = 0; c < channels; c++) {
      for (let i = c * cells; i < (c + 1) * cells; i++) {
        sums[c] += values[i]
        squares[c] += values[i] * values[i]
      }
    }
    count += cells
  }
  const dims = [1, channels, 1, 1]
  const scale = new Float32Array(channels)
  const shift = new Float32Array(channels)
  for (let c = 0; c < channels; c++) {
    const mean = sums[c] / count
    const deviation = Math.sqrt(Math.max(0, squares[c] / count - mean * mean))
    scale[c] = 1 / Math.max(deviation, smallestDeviation)
    shift[c] = -mean * scale[c]
  }
  return { 'standardise.scale': { dims, data: scale }, 'standardise.shift': { dims, data: shift } }
}
