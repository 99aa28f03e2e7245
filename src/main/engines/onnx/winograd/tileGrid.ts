import { outside, type RowNumber, type RowNumbers } from './rowNumbers.ts'
import { tileSide, windowSide } from './transforms.ts'

type Locate = (y: number, x: number) => RowNumber

/**
 * How maps of one size lie in tiles of 4 × 4 pixels. Tiled, a map is rows of channels, sorted by the pixel's place in its
 * tile, then by film, then by tile: (16 · N · tiles) × C. The last tiles of a line may reach beyond the map; what is
 * computed there is never read.
 */
export class TileGrid {
  readonly height: number
  readonly width: number
  readonly #across: number
  /** Of one film. */
  readonly tiles: number

  constructor(height: number, width: number) {
    this.height = height
    this.width = width
    this.#across = Math.ceil(width / tileSide)
    this.tiles = Math.ceil(height / tileSide) * this.#across
  }

  readonly #tiled: Locate = (y, x) => {
    const place = (y % tileSide) * tileSide + (x % tileSide)
    const tile = Math.floor(y / tileSide) * this.#across + Math.floor(x / tileSide)
    return { first: tile, perFilm: this.tiles, perBatch: place * this.tiles }
  }

  readonly #plain: Locate = (y, x) => ({
    first: y * this.width + x,
    perFilm: this.height * this.width,
    perBatch: 0,
  })

  /** Rows of the 6 × 6 pixels that the outputs of each tile are computed from, where the map lies tiled. */
  readonly tiledWindows = once(() => this.#ofTiles(windowSide, 1, this.#tiled))
  /** The same where rows lie as the pixels do, (N · H · W) × C. */
  readonly plainWindows = once(() => this.#ofTiles(windowSide, 1, this.#plain))
  /** Rows of each tile's own pixels where rows lie as the pixels do: takes a map into tiles. */
  readonly intoTiles = once(() => this.#ofTiles(tileSide, 0, this.#plain))
  /** Rows of the pixels, in their order, where the map lies tiled: takes it out of them. */
  readonly outOfTiles = once((): RowNumbers => {
    const numbers: RowNumber[] = []
    for (let y = 0; y < this.height; y++) for (let x = 0; x < this.width; x++) numbers.push(this.#tiled(y, x))
    return { places: 1, numbers }
  })

  #ofTiles(side: number, border: number, locate: Locate): RowNumbers {
    const numbers: RowNumber[] = []
    for (let i = -border; i < side - border; i++)
      for (let j = -border; j < side - border; j++)
        for (let top = 0; top < this.height; top += tileSide)
          for (let left = 0; left < this.width; left += tileSide)
            numbers.push(this.#isInside(top + i, left + j) ? locate(top + i, left + j) : outside)
    return { places: side ** 2, numbers }
  }

  #isInside(y: number, x: number): boolean {
    return y >= 0 && y < this.height && x >= 0 && x < this.width
  }
}

function once<A>(compute: () => A): () => A {
  let value: A | undefined
  return () => (value ??= compute())
}
