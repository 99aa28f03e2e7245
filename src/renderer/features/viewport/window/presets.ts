import type { GreyFilm, VoiWindow } from '#shared/film.ts'
import { isCovered } from '#shared/shutter.ts'
import { fullRangeWindow } from './windowing.ts'

/** In the order of their number keys, from 1. */
export const presets = ['file', 'auto', 'full', 'bone', 'soft'] as const
export type Preset = (typeof presets)[number]

/** Percentiles of a film's values that a window spans, for a film on which bone is bright. */
const spans = { auto: [0.01, 0.995], bone: [0.6, 0.998], soft: [0.05, 0.8] } as const

/** Usual windows of computed tomography in Hounsfield units, where values mean the same on every film. */
const hounsfield: Partial<Record<Preset, VoiWindow>> = {
  bone: { center: 500, width: 2000, function: 'LINEAR' },
  soft: { center: 40, width: 400, function: 'LINEAR' },
}

/**
 * The window of a preset. Values of projection films have no unit, so bone and soft tissue are there the brighter and
 * the darker part of what is on the film.
 */
export function presetWindow(preset: Preset, film: GreyFilm, modality?: string): VoiWindow {
  if (preset === 'file') return film.window
  if (preset === 'full') return fullRangeWindow({ ...film, ...seenRange(film) })
  if (modality === 'CT' && hounsfield[preset]) return hounsfield[preset]
  const [from, to] = spans[preset]
  const brightIsLow = film.inverted !== film.slope < 0
  const [low, high] = percentiles(film, brightIsLow ? [1 - to, 1 - from] : [from, to])
  const ends = [low!, high!].map((stored) => stored * film.slope + film.intercept)
  return {
    center: (ends[0]! + ends[1]!) / 2,
    width: Math.abs(ends[1]! - ends[0]!) || fullRangeWindow(film).width,
    function: 'LINEAR_EXACT',
  }
}

const mostSamples = 65_536

/** Smallest and largest stored value that a shutter leaves open. */
function seenRange(film: GreyFilm): Pick<GreyFilm, 'minimum' | 'maximum'> {
  if (!film.shutter) return film
  let [minimum, maximum] = [Infinity, -Infinity]
  for (let pixel = 0; pixel < film.values.length; pixel++) {
    if (!isSeen(film, pixel)) continue
    minimum = Math.min(minimum, film.values[pixel]!)
    maximum = Math.max(maximum, film.values[pixel]!)
  }
  return minimum <= maximum ? { minimum, maximum } : film
}

/** Whether a pixel is film: a number, neither padding nor under a shutter. */
function isSeen({ values, padding, shutter }: GreyFilm, pixel: number): boolean {
  const value = values[pixel]!
  if (Number.isNaN(value) || (padding && value >= padding.low && value <= padding.high)) return false
  return !(shutter && isCovered(shutter, pixel))
}

/** Stored values at the shares 0 … 1, from an even sample of what is film. */
function percentiles(film: GreyFilm, shares: readonly number[]): number[] {
  const { values } = film
  const step = Math.max(1, Math.floor(values.length / mostSamples))
  const sample = new Float64Array(Math.ceil(values.length / step))
  let count = 0
  for (let index = 0; index < values.length; index += step) {
    if (isSeen(film, index)) sample[count++] = values[index]!
  }
  const sorted = sample.subarray(0, count).sort()
  return shares.map((share) => sorted[Math.round(share * (count - 1))] ?? film.minimum)
}
