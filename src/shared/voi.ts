import type { GreyFilm, VoiWindow } from './film.ts'
import { isCovered } from './shutter.ts'

/**
 * The VOI LUT function of a window: modality value → grey from 0 (black) to 1 (white), before any inversion.
 * DICOM PS3.3 C.11.2.1.2.1 (LINEAR), C.11.2.1.3.2 (LINEAR_EXACT), C.11.2.1.3.1 (SIGMOID).
 * A LINEAR window narrower than 1, which the standard forbids, is taken as LINEAR_EXACT.
 */
export function voiFunction(window: VoiWindow): (modalityValue: number) => number {
  const { center, width } = window
  if (window.function === 'SIGMOID') return (value) => 1 / (1 + Math.exp((-4 * (value - center)) / width))
  const linear = window.function === 'LINEAR' && width >= 1
  const middle = linear ? center - 0.5 : center
  const span = linear ? width - 1 : width
  const low = middle - span / 2
  const high = middle + span / 2
  return (value) => {
    if (value <= low) return 0
    if (value > high) return 1
    return (value - middle) / span + 0.5
  }
}

/**
 * The film as it is shown and as a model sees it: modality LUT, window, inversion; padding is black, and the shutter
 * covers what it covers.
 * rows × columns numbers from 0 to 1, row by row. `window` replaces the film's own.
 */
export function applyVoi(film: GreyFilm, window: VoiWindow = film.window): Float32Array {
  const shown = new Float32Array(film.values.length)
  shownPart(film, window)(0, shown.length, shown)
  return shown
}

type ShowPart = (first: number, count: number, into: Float32Array | Float64Array) => void

/** The same, a part at a time: a function that writes the pixels from `first` on into `into`. */
export function shownPart(film: GreyFilm, window: VoiWindow = film.window): ShowPart {
  const { shutter } = film
  const show = uncovered(film, window)
  if (!shutter) return show
  return (first, count, into) => {
    show(first, count, into)
    for (let index = 0; index < count; index++) if (isCovered(shutter, first + index)) into[index] = shutter.grey
  }
}

function uncovered(film: GreyFilm, window: VoiWindow): ShowPart {
  const { values } = film
  const grey = shownGrey(film, window)
  if (values.BYTES_PER_ELEMENT > 2) {
    return (first, count, into) => {
      for (let index = 0; index < count; index++) into[index] = grey(values[first + index]!)
    }
  }
  const { low, table } = tableOf(grey, film)
  return (first, count, into) => {
    for (let index = 0; index < count; index++) into[index] = table[values[first + index]! - low]!
  }
}

/** Stored value → grey from 0 to 1, everything included but the shutter; what is no number is black. */
export function shownGrey(film: GreyFilm, window: VoiWindow = film.window): (stored: number) => number {
  const voi = voiFunction(window)
  const { slope, intercept, inverted, padding } = film
  return (stored) => {
    if (padding !== undefined && stored >= padding.low && stored <= padding.high) return 0
    const grey = voi(stored * slope + intercept)
    if (Number.isNaN(grey)) return 0
    return inverted ? 1 - grey : grey
  }
}

/** The grey of every stored value that the film holds; entry 0 is for `low`. Only for samples of at most 16 bits. */
function tableOf(grey: (stored: number) => number, film: GreyFilm): { low: number; table: Float32Array } {
  const low = Math.max(-32_768, Math.min(film.minimum, film.padding?.low ?? film.minimum))
  const high = Math.min(65_535, Math.max(film.maximum, film.padding?.high ?? film.maximum))
  const table = new Float32Array(high - low + 1)
  for (let index = 0; index < table.length; index++) table[index] = grey(low + index)
  return { low, table }
}
