import { likenessLength } from './fingerprint.ts'

/** For what is lost by rounding. */
const slack = 1e-4
/** Points of a box that is not halved; they are compared one by one. */
const boxPoints = 64
/** So many coordinates, those that vary most, are kept in 8 bits too: what lies far away is told by these alone. */
const coarseAxes = 16
/** Coordinates lie between 0 and 1. */
const coarseScale = 255

/**
 * Finds the thumbnails that may correlate with one by at least so much, in whichever orientation: never too few, and of
 * films few that do not. Points (see `likeness`) lie in boxes within boxes, halved along the coordinate that varies most
 * (a k-d tree, Bentley 1975); what is farther away than two that are alike can be is not looked into. Of 200,000 films
 * what most looks need is a few megabytes, and lies in the order in which it is read.
 */
export class LikenessIndex {
  readonly #most: number
  readonly #coarseMost: number
  /** Films in the order of the tree, and their points in a row. */
  readonly #films: Uint32Array
  readonly #points: Float32Array
  readonly #coarse: Uint8Array
  /** Place of a film in that order, from 1; 0 for a flat one. */
  readonly #places: Uint32Array
  readonly #boxes: Boxes

  /** `likenesses`: of each film in turn. */
  constructor(likenesses: readonly (Float32Array | undefined)[], leastCorrelation: number) {
    const farthest = Math.sqrt(2 - 2 * leastCorrelation) + slack
    this.#most = farthest ** 2
    // Each difference of two coordinates may be one more than that of what was rounded.
    this.#coarseMost = Math.ceil((farthest * coarseScale + Math.sqrt(coarseAxes)) ** 2)
    const axes = mostVariedFirst(likenesses)
    const films = Uint32Array.from(likenesses.keys()).filter((film) => likenesses[film])
    const valueOf = (film: number, axis: number): number => likenesses[film]![axes[axis]]
    this.#boxes = boxesOf(films, valueOf)
    this.#films = films
    this.#points = new Float32Array(films.length * likenessLength)
    this.#coarse = new Uint8Array(films.length * coarseAxes)
    this.#places = new Uint32Array(likenesses.length)
    films.forEach((film, place) => {
      this.#places[film] = place + 1
      for (let axis = 0; axis < likenessLength; axis++)
        this.#points[place * likenessLength + axis] = valueOf(film, axis)
      for (let axis = 0; axis < coarseAxes; axis++)
        this.#coarse[place * coarseAxes + axis] = coarse(valueOf(film, axis))
    })
  }

  /** Those before it that may be like it, by their numbers. A flat one is like none. */
  alikeBefore(film: number): number[] {
    const found: number[] = []
    const place = this.#places[film] - 1
    if (place < 0) return found
    const { from, to, after, first, bounds } = this.#boxes
    const point = this.#coarse.subarray(place * coarseAxes, (place + 1) * coarseAxes)
    for (let box = 0; box < after.length;) {
      const isFar = first[box] >= film || !reaches(point, bounds, box, this.#coarseMost)
      if (!isFar)
        for (let other = from[box]; other < to[box]; other++)
          if (this.#films[other] < film && this.#isAlike(place, other)) found.push(this.#films[other])
      box = isFar ? after[box] : box + 1
    }
    return found.sort((a, b) => a - b)
  }

  #isAlike(a: number, b: number): boolean {
    return (
      isWithin(this.#coarse, a * coarseAxes, b * coarseAxes, this.#coarseMost) &&
      squaredDistance(this.#points, a * likenessLength, b * likenessLength) <= this.#most
    )
  }
}

/** Boxes, each before those that lie in it. */
type Boxes = {
  /** Places of its points, from one up to another; none of a box that is halved. */
  from: Uint32Array
  to: Uint32Array
  /** The next box that does not lie in it. */
  after: Uint32Array
  /** The lowest film in it. */
  first: Uint32Array
  /** Lower and upper bound of each coarse coordinate, in turn. */
  bounds: Uint8Array
}

const coarse = (value: number): number => Math.round(value * coarseScale)

/** Puts films in the order of the tree. */
function boxesOf(films: Uint32Array, valueOf: (film: number, axis: number) => number): Boxes {
  const [from, to, after, first, bounds] = [[], [], [], [], []] as number[][]
  const add = (start: number, end: number): void => {
    const box = from.length
    const within = films.subarray(start, end)
    let [widest, most] = [0, -1]
    for (let axis = 0; axis < coarseAxes; axis++) {
      let [low, high, sum, squares] = [Infinity, -Infinity, 0, 0]
      for (const film of within) {
        const value = valueOf(film, axis)
        low = Math.min(low, value)
        high = Math.max(high, value)
        sum += value
        squares += value * value
      }
      bounds.push(coarse(low), coarse(high))
      const variance = squares - (sum * sum) / within.length
      if (variance > most) [widest, most] = [axis, variance]
    }
    first.push(within.reduce((lowest, film) => Math.min(lowest, film), Infinity))
    const isHalved = within.length > boxPoints
    from.push(start)
    to.push(isHalved ? start : end)
    after.push(0)
    if (isHalved) {
      within.sort((a, b) => valueOf(a, widest) - valueOf(b, widest))
      const middle = (start + end) >> 1
      add(start, middle)
      add(middle, end)
    }
    after[box] = from.length
  }
  if (films.length > 0) add(0, films.length)
  const [starts, ends, next, lowest] = [from, to, after, first].map((numbers) => Uint32Array.from(numbers))
  return { from: starts, to: ends, after: next, first: lowest, bounds: Uint8Array.from(bounds) }
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

/** Whether the nearest place of a box is within the distance, whose square is given. */
function reaches(point: Uint8Array, bounds: Uint8Array, box: number, most: number): boolean {
  let apart = 0
  for (let axis = 0; axis < coarseAxes && apart <= most; axis++) {
    const value = point[axis]
    const at = 2 * (box * coarseAxes + axis)
    const below = bounds[at] - value
    const above = value - bounds[at + 1]
    if (below > 0) apart += below * below
    else if (above > 0) apart += above * above
  }
  return apart <= most
}

/** Whether two coarse points are within the distance, whose square is given. Four at a time: most are told by these. */
function isWithin(coarse: Uint8Array, a: number, b: number, most: number): boolean {
  let apart = 0
  for (let axis = 0; axis < coarseAxes && apart <= most; axis += 4) {
    const first = coarse[a + axis] - coarse[b + axis]
    const second = coarse[a + axis + 1] - coarse[b + axis + 1]
    const third = coarse[a + axis + 2] - coarse[b + axis + 2]
    const fourth = coarse[a + axis + 3] - coarse[b + axis + 3]
    apart += first * first + second * second + third * third + fourth * fourth
  }
  return apart <= most
}

function squaredDistance(points: Float32Array, a: number, b: number): number {
  let apart = 0
  for (let axis = 0; axis < likenessLength; axis++) apart += (points[a + axis] - points[b + axis]) ** 2
  return apart
}
