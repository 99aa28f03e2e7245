import type { GreyFilm } from '#shared/film.ts'
import { isCovered } from '#shared/shutter.ts'
import { edgesOf } from '../window/windowing.ts'

/** How many pixels have which value, on the scale of the pixel probe: stored value × slope + intercept. */
export type Histogram = {
  /** The ends of the scale. */
  low: number
  high: number
  /** The least and the greatest value within them: each value lies in the middle of its part of a bar. */
  values: [least: number, greatest: number]
  /** Pixels of bars of one width from low to high; the first and the last also count what lies beyond the scale. */
  bars: Uint32Array
}

/** Bins in which values of more than 16 bits are gathered before the scale is known. */
const mostBins = 65_536
/** As many as a narrow panel can show. */
const mostBars = 144
/** A few burnt-in letters must not press the film into one corner of the scale. */
const tail = 0.001

/**
 * The histogram of a frame: padding and not-a-number are left out, with `shuttered` also what its shutter covers. The
 * scale spans all but a thousandth of the pixels at either end, and of the film's own window what it has values for.
 * Undefined where no pixel is left.
 */
export function histogramOf(film: GreyFilm, shuttered: boolean): Histogram | undefined {
  const bins = binned(film, shuttered)
  const pixels = bins.counts.reduce((sum, count) => sum + count, 0)
  if (pixels === 0 || film.slope === 0) return undefined
  const [from, to] = scaleOf(film, bins, pixels)
  // Whole bins in each bar: else some bars would hold more values than their neighbours, and look like a comb.
  const each = Math.ceil((to - from + 1) / mostBars)
  const bars = new Uint32Array(Math.ceil((to - from + 1) / each))
  for (const [bin, count] of bins.counts.entries()) {
    const bar = Math.floor((bin - from) / each)
    bars[Math.min(bars.length - 1, Math.max(0, bar))]! += count
  }
  const modality = (bin: number) => (bins.low + bin * bins.step) * film.slope + film.intercept
  const ends = [from - 0.5, from + bars.length * each - 0.5].map(modality) as [number, number]
  const values = [from, to].map(modality) as [number, number]
  if (film.slope > 0) return { low: ends[0], high: ends[1], values, bars }
  return { low: ends[1], high: ends[0], values: [values[1], values[0]], bars: bars.reverse() }
}

/** Counts of stored values; bin i is for `low + i × step`. */
type Bins = { counts: Uint32Array; low: number; step: number }

function binned(film: GreyFilm, shuttered: boolean): Bins {
  const { values, minimum, maximum, padding, shutter } = film
  if (!shuttered || !shutter) {
    const counts = countsOf(film)
    if (counts) return { counts, low: minimum, step: 1 }
  }
  const each = !(values instanceof Float32Array) && maximum - minimum < mostBins
  const step = each ? 1 : (maximum - minimum) / (mostBins - 1) || 1
  const counts = new Uint32Array(each ? maximum - minimum + 1 : mostBins)
  const cover = shuttered ? shutter : undefined
  const padLow = padding?.low ?? Infinity
  const padHigh = padding?.high ?? -Infinity
  for (let pixel = 0; pixel < values.length; pixel++) {
    const value = values[pixel]!
    // Not-a-number compares false.
    if (!(value >= minimum && value <= maximum) || (value >= padLow && value <= padHigh)) continue
    if (cover && isCovered(cover, pixel)) continue
    counts[each ? value - minimum : Math.round((value - minimum) / step)]!++
  }
  return { counts, low: minimum, step }
}

/** How often each value from the least to the greatest occurs in samples of up to 16 bits; undefined for others. */
function countsOf({ values, minimum, maximum, padding }: GreyFilm): Uint32Array | undefined {
  const { buffer, byteOffset, length } = values
  let all: Uint32Array
  if (values instanceof Uint16Array || values instanceof Int16Array)
    all = countWords(new Uint16Array(buffer, byteOffset, length))
  else if (values instanceof Uint8Array || values instanceof Int8Array)
    all = countBytes(new Uint8Array(buffer, byteOffset, length))
  else return undefined
  // A negative value lies at its two's complement.
  const counts = Uint32Array.from({ length: maximum - minimum + 1 }, (_, i) => all[(minimum + i) & (all.length - 1)]!)
  if (padding) counts.fill(0, Math.max(0, padding.low - minimum), Math.max(0, padding.high - minimum + 1))
  return counts
}

// A loop over arrays of one type, without a condition, takes a tenth of the time of the general one.
function countWords(words: Uint16Array): Uint32Array {
  const counts = new Uint32Array(65_536)
  for (let i = 0; i < words.length; i++) counts[words[i]!]!++
  return counts
}

function countBytes(bytes: Uint8Array): Uint32Array {
  const counts = new Uint32Array(256)
  for (let i = 0; i < bytes.length; i++) counts[bytes[i]!]!++
  return counts
}

/** First and last bin of the scale. */
function scaleOf(film: GreyFilm, { counts, low, step }: Bins, pixels: number): [number, number] {
  const last = counts.length - 1
  const window = edgesOf(film.window)
    .map((edge) => Math.round(((edge - film.intercept) / film.slope - low) / step))
    .map((bin) => Math.min(last, Math.max(0, bin)))
  return [Math.min(...window, binAt(counts, tail * pixels)), Math.max(...window, binAt(counts, (1 - tail) * pixels))]
}

/** The bin in which the count from below reaches a number. */
function binAt(counts: Uint32Array, reached: number): number {
  let sum = 0
  const bin = counts.findIndex((count) => (sum += count) > 0 && sum >= reached)
  return bin < 0 ? counts.length - 1 : bin
}
