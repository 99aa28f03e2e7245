import type { ReadingMaps } from '../reading.ts'
import { expertColour } from './colours.ts'
import type { OverlayPicture } from './evidencePicture.ts'
import { upsample } from './upsample.ts'

/** Fine enough that borders look smooth on a screen, coarser where many experts make that slow. */
function finenessFor(maps: ReadingMaps): number {
  const most = maps.gates.length > 16 ? 160 : 448
  return Math.max(4, Math.floor(most / Math.max(maps.rows, maps.columns)))
}

/** Each place in the colour of the expert with the largest share there, as opaque as that share is large. */
export function gatingPicture(maps: ReadingMaps): OverlayPicture {
  const finer = finenessFor(maps)
  const shares = maps.gates.map((values) => upsample({ rows: maps.rows, columns: maps.columns, values }, finer))
  const rows = maps.rows * finer
  const columns = maps.columns * finer
  const rgba = new Uint8ClampedArray(rows * columns * 4)
  for (let i = 0; i < rows * columns; i++) {
    let winner = 0
    for (let expert = 1; expert < shares.length; expert++) {
      if (shares[expert]!.values[i]! > shares[winner]!.values[i]!) winner = expert
    }
    const [red, green, blue] = expertColour(winner)
    rgba.set([red, green, blue, 255 * Math.min(1, shares[winner]!.values[i]!)], 4 * i)
  }
  return { rows, columns, rgba }
}

export type ExpertMark = { expert: number; x: number; y: number }

/**
 * For each expert that leads anywhere, the place (film pixels) where its share is largest: there its number is written.
 */
export function expertMarks(maps: ReadingMaps): ExpertMark[] {
  const best = new Map<number, { cell: number; share: number }>()
  for (let cell = 0; cell < maps.rows * maps.columns; cell++) {
    const shares = maps.gates.map((gate) => gate[cell]!)
    const share = Math.max(...shares)
    const expert = shares.indexOf(share)
    if (share > (best.get(expert)?.share ?? -1)) best.set(expert, { cell, share })
  }
  const { region } = maps
  return [...best].map(([expert, { cell }]) => ({
    expert,
    x: region.x + (((cell % maps.columns) + 0.5) * region.width) / maps.columns,
    y: region.y + ((Math.floor(cell / maps.columns) + 0.5) * region.height) / maps.rows,
  }))
}
