import type { ReadingMaps } from '../reading.ts'
import { evidenceColour } from './colours.ts'
import { upsample } from './upsample.ts'

/** An overlay before it is drawn: RGBA bytes row by row, to be stretched over the maps' region. */
export type OverlayPicture = { rows: number; columns: number; rgba: Uint8ClampedArray<ArrayBuffer> }

const finer = 15

/**
 * The evidence at which the colour is full: the strongest on the film, towards or against a fracture. So a film on
 * which more speaks against one is not painted as if much spoke for it. At least one unit of log-odds.
 */
export function evidenceTop(maps: ReadingMaps): number {
  return maps.evidence.reduce((top, value) => Math.max(top, Math.abs(value)), 1)
}

/** The same as it enters the film's log-odds: these are the mean over all places, so each place adds its part of it. */
export function largestAddition(maps: ReadingMaps): number {
  return evidenceTop(maps) / (maps.rows * maps.columns)
}

/**
 * Only evidence towards a fracture is painted; what speaks against one stays clear, and what is weaker than `threshold`
 * (a share of the strongest, 0 … 1) as well.
 */
export function evidencePicture(maps: ReadingMaps, threshold = 0): OverlayPicture {
  const { rows, columns, values } = upsample({ rows: maps.rows, columns: maps.columns, values: maps.evidence }, finer)
  const top = evidenceTop(maps)
  const rgba = new Uint8ClampedArray(rows * columns * 4)
  for (let i = 0; i < values.length; i++) {
    const share = values[i]! / top
    if (share < threshold) continue
    const { colour, alpha } = evidenceColour(share)
    rgba.set([colour[0], colour[1], colour[2], 255 * alpha], 4 * i)
  }
  return { rows, columns, rgba }
}
