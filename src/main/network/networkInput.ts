import type { GreyFilm } from '#shared/film.ts'
import type { NetworkShape } from '#shared/model.ts'
import type { ReadingMaps } from '#shared/reading.ts'
import { shownPart } from '#shared/voi.ts'
import { resample, type PictureRows } from './resample.ts'

export type NetworkInput = {
  /** inputSize × inputSize greys in 0..1. */
  pixels: Float32Array
  /** Which rectangle of the film, in film pixels, the square shows. */
  region: ReadingMaps['region']
  /** The film's own size in pixels. */
  film: { rows: number; columns: number }
}

/** The film that was halved while it was decoded, and how often. */
export type HalvedFrom = { whole: { rows: number; columns: number }; halvings: number }

/**
 * How much larger than the input a film that was halved must still be. The finest detail that the input shows comes from
 * just beyond its own resolution, and must not be what was left out.
 */
const leastShrink = 2

/** The size below which a halved film would look otherwise than the whole one in the network's input. */
export function leastSize({ inputSize, fit }: Pick<NetworkShape, 'inputSize' | 'fit'>): {
  side: 'longer' | 'shorter'
  pixels: number
} {
  return { side: fit === 'pad' ? 'longer' : 'shorter', pixels: leastShrink * inputSize }
}

/**
 * Counts up when films are decoded or made into inputs otherwise, so that no cache, of thumbnails too, holds what is made
 * no more.
 */
export const inputVersion = 5

/**
 * A film as the network sees it, the one rule for opening, reading, scanning, training and evaluating: the film as it
 * is first shown (VOI window applied, MONOCHROME1 turned round, shutter closed, pixels as high and wide as they are),
 * resized to a square by an anti-aliasing filter; with `pad` the shorter side is filled up with black on both sides,
 * with `squash` the aspect ratio is given up. `halved` says of which film this is a lower resolution; region and size of
 * the answer are those of that film.
 */
export function networkInput(
  film: GreyFilm,
  { inputSize, fit }: Pick<NetworkShape, 'inputSize' | 'fit'>,
  halved: HalvedFrom = { whole: film, halvings: 0 },
): NetworkInput {
  const { columns } = film
  const { rows: wholeRows, columns: wholeColumns } = halved.whole
  const part = shownPart(film)
  const shown: PictureRows = {
    rows: film.rows,
    columns,
    read: (row, into) => part(row * columns, columns, into),
    of: { rows: wholeRows, columns: wholeColumns, step: 2 ** halved.halvings },
  }
  const geometry = { rows: wholeRows, columns: wholeColumns, pixelAspect: film.pixelAspect }
  const made = { region: inputRegion(geometry, { inputSize, fit }), film: { rows: wholeRows, columns: wholeColumns } }
  if (fit === 'squash') return { pixels: resample(shown, inputSize, inputSize), ...made }

  const { height, width, top, left } = padded(geometry, inputSize)
  const resized = resample(shown, height, width)
  const pixels = new Float32Array(inputSize * inputSize)
  for (let row = 0; row < height; row++)
    pixels.set(resized.subarray(row * width, (row + 1) * width), (top + row) * inputSize + left)
  return { pixels, ...made }
}

/** What decides how a film lies on the input: its size in pixels, and how much higher than wide these are. */
export type FilmGeometry = { rows: number; columns: number; pixelAspect?: number | undefined }

/** The rectangle of a film, in its pixels, that the network's input shows. */
export function inputRegion(
  film: FilmGeometry,
  { inputSize, fit }: Pick<NetworkShape, 'inputSize' | 'fit'>,
): NetworkInput['region'] {
  const { rows, columns } = film
  if (fit === 'squash') return { x: 0, y: 0, width: columns, height: rows }
  const { height, width, top, left } = padded(film, inputSize)
  const [pixelHeight, pixelWidth] = [rows / height, columns / width]
  return {
    x: -left * pixelWidth,
    y: -top * pixelHeight,
    width: inputSize * pixelWidth,
    height: inputSize * pixelHeight,
  }
}

/** The film's size within a padded input, and where its corner lies. */
function padded({ rows, columns, pixelAspect }: FilmGeometry, inputSize: number) {
  const high = rows * (pixelAspect ?? 1)
  const scale = inputSize / Math.max(high, columns)
  const height = Math.max(1, Math.round(high * scale))
  const width = Math.max(1, Math.round(columns * scale))
  return { height, width, top: Math.floor((inputSize - height) / 2), left: Math.floor((inputSize - width) / 2) }
}
