import type { FilmPreview, GreyFilm } from './film.ts'

/** One resolution of a film: table entries row by row. */
export type GreyLevel = FilmPreview['level']

/**
 * A film as entries of one table with at most 65,536 grey values, in halving resolutions. Drawing a zoomed-out film
 * from the level next above the screen's resolution costs what the screen costs, not what the film costs, and does not
 * alias.
 */
export type GreyPyramid = {
  /** Stored value of entry i is `low + i × step`. */
  low: number
  step: number
  /** Number of grey entries. */
  count: number
  /** Entry for pixels that are padding; equals `count`. */
  padding: number
  /** How often the film was halved for the first level: 0, or more where not all of it is there yet. */
  halvings: number
  /** The finest first; each next one has half the rows and columns, rounded up. */
  levels: GreyLevel[]
}

const mostEntries = 0xffff
const smallestSide = 64

export function buildPyramid(film: GreyFilm): GreyPyramid {
  const { entries, level } = fullLevel(film)
  const levels = [level]
  for (let last = level; canHalve(last);) {
    last = halved(film, last, entries.count)
    levels.push(last)
  }
  return { ...entries, padding: entries.count, halvings: 0, levels }
}

/** The one level of a film of which only a part of the resolution is there. */
export function previewPyramid({ entries, halvings, level }: FilmPreview): GreyPyramid {
  return { ...entries, padding: entries.count, halvings, levels: [level] }
}

/**
 * A film halved so often, as its pyramid has it, and no further than that goes: drawn at that resolution it is the same
 * picture. Undefined for one with a shutter or overlays, which are drawn over all of its pixels.
 */
export function previewOf(film: GreyFilm, halvings: number): FilmPreview | undefined {
  const { values: _, overlays, shutter, ...shape } = film
  if (overlays || shutter) return undefined
  const { entries, level } = fullLevel(film)
  let last = level
  let done = 0
  for (; done < halvings && canHalve(last); done++) last = halved(film, last, entries.count)
  return { ...shape, entries, halvings: done, level: last }
}

type Entries = FilmPreview['entries']

/** The whole film as entries of its table. */
function fullLevel(film: GreyFilm): { entries: Entries; level: GreyLevel } {
  const asStored = storedEntries(film)
  if (asStored) return { entries: { low: 0, step: 1, count: film.maximum + 1 }, level: asStored }
  const { minimum: low, maximum: high } = film
  const whole = !(film.values instanceof Float32Array)
  const count = whole ? Math.min(mostEntries, high - low + 1) : mostEntries
  const step = whole && high - low < mostEntries ? 1 : (high - low) / (count - 1) || 1
  return { entries: { low, step, count }, level: gatheredEntries(film, low, step, count) }
}

/** Unsigned samples of 16 bits without padding are entries as they are: a large film is not copied. */
function storedEntries({ values, padding, rows, columns }: GreyFilm): GreyLevel | undefined {
  return values instanceof Uint16Array && !padding ? { rows, columns, indices: values } : undefined
}

/** False for the coarsest level of a pyramid. */
const canHalve = ({ rows, columns }: GreyLevel): boolean => Math.max(rows, columns) > smallestSide

/** Half the resolution of a film's level. */
function halved({ padding, values }: GreyFilm, level: GreyLevel, paddingEntry: number): GreyLevel {
  const padded = padding !== undefined || values instanceof Float32Array
  return padded ? halvePadded(level, paddingEntry) : halve(level)
}

function gatheredEntries(film: GreyFilm, low: number, step: number, count: number): GreyLevel {
  const { values, padding } = film
  const indices = new Uint16Array(values.length)
  const padLow = padding?.low ?? Infinity
  const padHigh = padding?.high ?? -Infinity
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!
    if (value >= padLow && value <= padHigh) {
      indices[i] = count
    } else {
      const index = step === 1 ? value - low : Math.round((value - low) / step)
      // Not-a-number compares false each time, and is as black as padding.
      indices[i] = index >= count ? count - 1 : index > 0 ? index : index <= 0 ? 0 : count
    }
  }
  return { rows: film.rows, columns: film.columns, indices }
}

/** Each pixel is the mean of four; at an odd edge of two, or of one. */
function halve(level: GreyLevel): GreyLevel {
  const rows = Math.ceil(level.rows / 2)
  const columns = Math.ceil(level.columns / 2)
  const { indices: from, columns: fromColumns } = level
  const pairs = fromColumns >> 1
  const indices = new Uint16Array(rows * columns)
  for (let row = 0, to = 0; row < rows; row++) {
    let above = 2 * row * fromColumns
    let below = 2 * row + 1 < level.rows ? above + fromColumns : above
    for (let pair = 0; pair < pairs; pair++, above += 2, below += 2)
      indices[to++] = (from[above]! + from[above + 1]! + from[below]! + from[below + 1]! + 2) >> 2
    if (columns > pairs) indices[to++] = (2 * (from[above]! + from[below]!) + 2) >> 2
  }
  return { rows, columns, indices }
}

/** Each pixel is the mean of up to four that are film; padding only where all of them are padding. */
function halvePadded(level: GreyLevel, padding: number): GreyLevel {
  const rows = Math.ceil(level.rows / 2)
  const columns = Math.ceil(level.columns / 2)
  const { indices: from, columns: fromColumns } = level
  const indices = new Uint16Array(rows * columns)
  for (let row = 0; row < rows; row++) {
    const above = 2 * row * fromColumns
    const below = 2 * row + 1 < level.rows ? above + fromColumns : above
    for (let column = 0; column < columns; column++) {
      const left = 2 * column
      const right = left + 1 < fromColumns ? left + 1 : left
      const a = from[above + left]!
      const b = from[above + right]!
      const c = from[below + left]!
      const d = from[below + right]!
      const isFilm = +(a !== padding) + +(b !== padding) + +(c !== padding) + +(d !== padding)
      indices[row * columns + column] =
        isFilm === 4
          ? (a + b + c + d + 2) >> 2
          : isFilm === 0
            ? padding
            : Math.round((a + b + c + d - (4 - isFilm) * padding) / isFilm)
    }
  }
  return { rows, columns, indices }
}

/**
 * How often a film can be halved and its pixels still be no larger than the screen's, for a scale of screen pixels per
 * film pixel.
 */
export function halvingsAt(scale: number): number {
  return Math.max(0, Math.floor(Math.log2(1 / scale) + 1e-6))
}

/** The number of the level to draw from at a scale. */
export function levelFor(scale: number, { halvings, levels }: Pick<GreyPyramid, 'halvings' | 'levels'>): number {
  return Math.min(levels.length - 1, Math.max(0, halvingsAt(scale) - halvings))
}
