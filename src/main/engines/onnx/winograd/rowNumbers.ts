import { zeroRow } from '../graph/rows.ts'

/** Number of a row in a batch of N films, for each film: first + film · perFilm + N · perBatch. */
export type RowNumber = { first: number; perFilm: number; perBatch: number }

/** Beside the map, where a convolution sees zeros. */
export const outside: RowNumber = { first: zeroRow, perFilm: 0, perBatch: 0 }

/** Numbers of rows by place, then by film, then by what is left of `numbers`. */
export type RowNumbers = { places: number; numbers: readonly RowNumber[] }

/** The numbers for a batch whose size is known. */
export function numbersOf({ places, numbers }: RowNumbers, batch: number): number[] {
  const each = numbers.length / places
  const rows: number[] = []
  for (let place = 0; place < places; place++)
    for (let film = 0; film < batch; film++)
      for (const { first, perFilm, perBatch } of numbers.slice(place * each, (place + 1) * each))
        rows.push(first + film * perFilm + batch * perBatch)
  return rows
}
