/** Which source samples make one target sample, and how much of each; the weights of one target sum to 1. */
type Taps = { first: Int32Array; count: Int32Array; weights: Float32Array; most: number }

/**
 * A triangle filter as wide as one target sample (at least one source sample): bilinear where it enlarges, an average where it shrinks, so that
 * a thin line cannot fall between two samples. Sample centres lie at half pixels. The same filter as Pillow's BILINEAR.
 */
function taps(source: number, target: number): Taps {
  const scale = source / target
  const support = Math.max(scale, 1)
  const most = Math.ceil(support) * 2 + 1
  const result: Taps = { first: new Int32Array(target), count: new Int32Array(target), weights: new Float32Array(target * most), most }
  for (let i = 0; i < target; i++) {
    const centre = (i + 0.5) * scale
    const first = Math.max(0, Math.floor(centre - support + 0.5))
    const end = Math.min(source, Math.floor(centre + support + 0.5))
    const raw = Array.from({ length: end - first }, (_, k) => Math.max(0, 1 - Math.abs(first + k + 0.5 - centre) / support))
    const total = raw.reduce((sum, weight) => sum + weight, 0)
    raw.forEach((weight, k) => (result.weights[i * most + k] = weight / total))
    result.first[i] = first
    result.count[i] = end - first
  }
  return result
}

/** Resizes a picture of `rows` × `columns` to `targetRows` × `targetColumns`. */
export function resample(values: Float32Array, rows: number, columns: number, targetRows: number, targetColumns: number): Float32Array {
  const across = taps(columns, targetColumns)
  const narrow = new Float32Array(rows * targetColumns)
  for (let row = 0; row < rows; row++) {
    const from = row * columns
    for (let x = 0; x < targetColumns; x++) {
      const start = from + across.first[x]
      const weightsAt = x * across.most
      let sum = 0
      for (let k = 0; k < across.count[x]; k++) sum += values[start + k] * across.weights[weightsAt + k]
      narrow[row * targetColumns + x] = sum
    }
  }

  const down = taps(rows, targetRows)
  const result = new Float32Array(targetRows * targetColumns)
  for (let y = 0; y < targetRows; y++) {
    const to = y * targetColumns
    for (let k = 0; k < down.count[y]; k++) {
      const from = (down.first[y] + k) * targetColumns
      const weight = down.weights[y * down.most + k]
      for (let x = 0; x < targetColumns; x++) result[to + x] += narrow[from + x] * weight
    }
  }
  return result
}
