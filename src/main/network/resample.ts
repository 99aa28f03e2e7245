/** A picture that is read row by row, from the first to the last, each once. */
export type PictureRows = {
  rows: number
  columns: number
  /**
   * The picture of which this has every `step`th row and column, from the first on, smoothed before; where absent, the
   * picture itself.
   */
  of?: { rows: number; columns: number; step: number }
  /** Writes the `columns` values of a row. */
  read(row: number, into: Float64Array): void
}

/** Which source samples make one target sample, and how much of each; the weights of one target sum to 1. */
type Taps = { first: Int32Array; count: Int32Array; weights: Float64Array; most: number }

/**
 * A triangle filter as wide as one target sample (at least one source sample): bilinear where it enlarges, an average
 * where it shrinks, so that a thin line cannot fall between two samples. Sample centres lie at half pixels. The same
 * filter as Pillow's BILINEAR.
 */
function taps(source: number, target: number): Taps {
  const scale = source / target
  const support = Math.max(scale, 1)
  const most = Math.ceil(support) * 2 + 1
  const result: Taps = {
    first: new Int32Array(target),
    count: new Int32Array(target),
    weights: new Float64Array(target * most),
    most,
  }
  const { first, count, weights } = result
  for (let i = 0; i < target; i++) {
    const centre = (i + 0.5) * scale
    first[i] = Math.max(0, Math.floor(centre - support + 0.5))
    count[i] = Math.min(source, Math.floor(centre + support + 0.5)) - first[i]
    let total = 0
    for (let k = 0; k < count[i]; k++) {
      const weight = Math.max(0, 1 - Math.abs(first[i] + k + 0.5 - centre) / support)
      weights[i * most + k] = weight
      total += weight
    }
    for (let k = 0; k < count[i]; k++) weights[i * most + k] /= total
  }
  return result
}

/**
 * The same taps where the source has only every `step`th sample: what would be taken of one between two of them is taken
 * of both, more of the nearer one, as if the source were there in full, with straight lines between its samples.
 */
function spread({ first, count, weights, most }: Taps, source: number, step: number): Taps {
  if (step === 1) return { first, count, weights, most }
  const fewer = Math.ceil(most / step) + 2
  const result: Taps = {
    first: first.map((sample) => Math.floor(sample / step)),
    count: new Int32Array(first.length),
    weights: new Float64Array(first.length * fewer),
    most: fewer,
  }
  for (let i = 0; i < first.length; i++) {
    const start = result.first[i]
    const add = (sample: number, weight: number): void => {
      const at = Math.min(sample, source - 1) - start
      result.weights[i * fewer + at] += weight
      result.count[i] = Math.max(result.count[i], at + 1)
    }
    for (let k = 0; k < count[i]; k++) {
      const place = (first[i] + k) / step
      const below = Math.floor(place)
      const weight = weights[i * most + k]
      add(below, weight * (1 - (place - below)))
      if (place > below) add(below + 1, weight * (place - below))
    }
  }
  return result
}

/**
 * Resizes a picture to `targetRows` × `targetColumns`. No more of it is held than the rows that make one target row.
 */
export function resample(picture: PictureRows, targetRows: number, targetColumns: number): Float32Array {
  const { rows, columns, step } = picture.of ?? { ...picture, step: 1 }
  const down = spread(taps(rows, targetRows), picture.rows, step)
  const across = spread(taps(columns, targetColumns), picture.columns, step)
  const held = Array.from({ length: down.most }, () => new Float64Array(picture.columns))
  const line = new Float64Array(picture.columns)
  const result = new Float32Array(targetRows * targetColumns)
  let read = 0
  for (let y = 0; y < targetRows; y++) {
    const end = down.first[y] + down.count[y]
    for (; read < end; read++) picture.read(read, held[read % held.length])
    sumRows(held, down, y, line)
    shorten(line, across, result, y * targetColumns)
  }
  return result
}

/** The weighted sum of the rows of target row `y`. Four at a time: most of the time would go into `line` otherwise. */
function sumRows(
  held: readonly Float64Array[],
  { first, count, weights, most }: Taps,
  y: number,
  line: Float64Array,
): void {
  const row = (k: number): Float64Array => held[(first[y] + k) % held.length]
  const weight = (k: number): number => weights[y * most + k]
  line.fill(0)
  let k = 0
  for (; k + 3 < count[y]; k += 4) {
    const [a, b, c, d] = [row(k), row(k + 1), row(k + 2), row(k + 3)]
    const [p, q, r, s] = [weight(k), weight(k + 1), weight(k + 2), weight(k + 3)]
    for (let x = 0; x < line.length; x++) line[x] += a[x] * p + b[x] * q + c[x] * r + d[x] * s
  }
  for (; k < count[y]; k++) {
    const [a, p] = [row(k), weight(k)]
    for (let x = 0; x < line.length; x++) line[x] += a[x] * p
  }
}

function shorten(line: Float64Array, { first, count, weights, most }: Taps, result: Float32Array, to: number): void {
  for (let x = 0; x < first.length; x++) {
    const start = first[x]
    const taps = count[x]
    const weightsAt = x * most
    let sum = 0
    for (let k = 0; k < taps; k++) sum += line[start + k] * weights[weightsAt + k]
    result[to + x] = sum
  }
}
