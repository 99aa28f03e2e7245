import { likeness, type Thumbnail } from './fingerprint.ts'

/** So many of a point's coordinates, those that vary most, say in which cell it lies. */
const cellAxes = 5
/** For what is lost by rounding. */
const slack = 1e-4

/**
 * Finds the thumbnails that may correlate with one by at least so much, in whichever orientation: never too few, and of
 * films few that do not. Points (see `likeness`) lie in cells as wide as two of them may be apart, so that only a cell
 * and its neighbours are looked at.
 */
export class LikenessIndex {
  readonly #points: (Float32Array | undefined)[]
  readonly #farthest: number
  readonly #axes: number[]
  readonly #cells = new Map<number, number[]>()
  readonly #neighbours: number[]

  constructor(thumbnails: readonly Thumbnail[], leastCorrelation: number) {
    this.#points = thumbnails.map(likeness)
    this.#farthest = Math.sqrt(2 - 2 * leastCorrelation) + slack
    this.#axes = mostVaried(this.#points.filter((point) => point !== undefined))
    this.#neighbours = this.#axes.reduce<number[]>(
      (steps, _, axis) => steps.flatMap((step) => [-1, 0, 1].map((by) => step + by * stepOf(axis))),
      [0],
    )
  }

  /** From now on this thumbnail is found. */
  add(film: number): void {
    const point = this.#points[film]
    if (!point) return
    const cell = this.#cellOf(point)
    const there = this.#cells.get(cell)
    if (there) there.push(film)
    else this.#cells.set(cell, [film])
  }

  /** Those that were added and may be like it, by their numbers. A flat one is like none. */
  alike(film: number): number[] {
    const point = this.#points[film]
    if (!point) return []
    const most = this.#farthest ** 2
    const cell = this.#cellOf(point)
    const found: number[] = []
    for (const step of this.#neighbours) {
      for (const other of this.#cells.get(cell + step) ?? []) {
        if (isWithin(point, this.#points[other]!, most)) found.push(other)
      }
    }
    return found.sort((a, b) => a - b)
  }

  #cellOf(point: Float32Array): number {
    return this.#axes.reduce((cell, axis, i) => cell + Math.floor(point[axis] / this.#farthest) * stepOf(i), 0)
  }
}

/** Coordinates lie between 0 and √2; with one cell more on each side their numbers do not run into each other. */
const stepOf = (axis: number): number => 64 ** axis

function isWithin(a: Float32Array, b: Float32Array, most: number): boolean {
  let apart = 0
  for (let i = 0; i < a.length && apart <= most; i++) apart += (a[i] - b[i]) ** 2
  return apart <= most
}

function mostVaried(points: readonly Float32Array[]): number[] {
  const length = points[0]?.length ?? 0
  const variance = (axis: number): number => {
    let [sum, squares] = [0, 0]
    for (const point of points) {
      sum += point[axis]
      squares += point[axis] ** 2
    }
    return squares - (sum * sum) / points.length
  }
  const variances = Array.from({ length }, (_, axis) => variance(axis))
  return [...variances.keys()].sort((a, b) => variances[b] - variances[a]).slice(0, cellAxes)
}
