import { likenessLength } from './fingerprint.ts'

/** For what is lost by rounding. */
const slack = 1e-4
/** Points of a box that is not halved; they are compared one by one. */
const boxPoints = 64

/** Points from one place up to another in the order of the tree, within a box. */
type Box = {
  from: number
  to: number
  /** The lowest film in it. */
  first: number
  /** Lower and upper bound of each coordinate, in turn. */
  bounds: Float32Array
  halves: readonly [Box, Box] | undefined
}

/**
 * Finds the thumbnails that may correlate with one by at least so much, in whichever orientation: never too few, and of
 * films few that do not. Points (see `likeness`) lie in boxes within boxes, halved along the coordinate that varies most
 * (a k-d tree, Bentley 1975); what is farther away than two that are alike can be is not looked into.
 */
export class LikenessIndex {
  readonly #most: number
  /** Films in the order of the tree, and their points in a row. */
  readonly #films: Uint32Array
  readonly #points: Float32Array
  /** Place of a film in that order, from 1; 0 for a flat one. */
  readonly #places: Uint32Array
  readonly #all: Box | undefined

  /** `likenesses`: of each film in turn. */
  constructor(likenesses: readonly (Float32Array | undefined)[], leastCorrelation: number) {
    this.#most = (Math.sqrt(2 - 2 * leastCorrelation) + slack) ** 2
    const points = new Float32Array(likenesses.length * likenessLength)
    const films: number[] = []
    const axes = mostVariedFirst(likenesses)
    likenesses.forEach((point, film) => {
      if (!point) return
      axes.forEach((axis, i) => (points[film * likenessLength + i] = point[axis]))
      films.push(film)
    })
    this.#films = Uint32Array.from(films)
    this.#all = films.length > 0 ? boxOf(points, this.#films, 0, films.length) : undefined
    this.#points = new Float32Array(films.length * likenessLength)
    this.#places = new Uint32Array(likenesses.length)
    this.#films.forEach((film, place) => {
      const at = film * likenessLength
      this.#points.set(points.subarray(at, at + likenessLength), place * likenessLength)
      this.#places[film] = place + 1
    })
  }

  /** Those before it that may be like it, by their numbers. A flat one is like none. */
  alikeBefore(film: number): number[] {
    const found: number[] = []
    const place = this.#places[film] - 1
    if (this.#all && place >= 0) {
      const at = place * likenessLength
      this.#look(this.#all, film, this.#points.subarray(at, at + likenessLength), found)
    }
    return found.sort((a, b) => a - b)
  }

  #look(box: Box, film: number, point: Float32Array, found: number[]): void {
    if (box.first >= film || !reaches(point, box.bounds, this.#most)) return
    if (box.halves) {
      this.#look(box.halves[0], film, point, found)
      this.#look(box.halves[1], film, point, found)
      return
    }
    for (let place = box.from; place < box.to; place++) {
      const other = this.#films[place]
      if (other < film && isWithin(point, this.#points, place * likenessLength, this.#most)) found.push(other)
    }
  }
}

/** Coordinates in such an order that few of them tell most points that are far from each other. */
function mostVariedFirst(points: readonly (Float32Array | undefined)[]): number[] {
  const [sums, squares] = [new Float64Array(likenessLength), new Float64Array(likenessLength)]
  let count = 0
  for (const point of points) {
    if (!point) continue
    count += 1
    point.forEach((value, axis) => {
      sums[axis] += value
      squares[axis] += value * value
    })
  }
  const variance = (axis: number): number => squares[axis] - (sums[axis] * sums[axis]) / count
  return [...sums.keys()].sort((a, b) => variance(b) - variance(a))
}

/** Puts the films from one place up to another in the order of the tree. */
function boxOf(points: Float32Array, films: Uint32Array, from: number, to: number): Box {
  const within = films.subarray(from, to)
  const bounds = new Float32Array(2 * likenessLength)
  let [axis, most] = [0, -1]
  for (let of = 0; of < likenessLength; of++) {
    let [low, high, sum, squares] = [Infinity, -Infinity, 0, 0]
    for (const film of within) {
      const value = points[film * likenessLength + of]
      low = Math.min(low, value)
      high = Math.max(high, value)
      sum += value
      squares += value * value
    }
    bounds.set([low, high], 2 * of)
    const variance = squares - (sum * sum) / within.length
    if (variance > most) [axis, most] = [of, variance]
  }
  const first = within.reduce((lowest, film) => Math.min(lowest, film), Infinity)
  if (within.length <= boxPoints) return { from, to, first, bounds, halves: undefined }
  within.sort((a, b) => points[a * likenessLength + axis] - points[b * likenessLength + axis])
  const middle = (from + to) >> 1
  const halves = [boxOf(points, films, from, middle), boxOf(points, films, middle, to)] as const
  return { from, to, first, bounds, halves }
}

/** Whether the nearest place of a box is within the distance, whose square is given. */
function reaches(point: Float32Array, bounds: Float32Array, most: number): boolean {
  let apart = 0
  for (let axis = 0; axis < likenessLength && apart <= most; axis++) {
    const value = point[axis]
    const below = bounds[2 * axis] - value
    const above = value - bounds[2 * axis + 1]
    if (below > 0) apart += below * below
    else if (above > 0) apart += above * above
  }
  return apart <= most
}

function isWithin(point: Float32Array, points: Float32Array, at: number, most: number): boolean {
  let apart = 0
  for (let axis = 0; axis < likenessLength && apart <= most; axis++) {
    const difference = point[axis] - points[at + axis]
    apart += difference * difference
  }
  return apart <= most
}
