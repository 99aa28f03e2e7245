import type { ConvOptions } from '#main/network/ops.ts'
import type { Graph, Symbol } from '../graph/graph.ts'
import { OnnxOps, type RowChoice } from '../graph/onnxOps.ts'
import { fromRows, toRows } from '../graph/rows.ts'
import { product } from '../graph/shapes.ts'
import { numbersOf, outside, type RowNumber, type RowNumbers } from './rowNumbers.ts'
import { TileGrid } from './tileGrid.ts'
import { inputForm, kernelForm, outputForm, tileSide, windowSide } from './transforms.ts'

/** A map as rows of channels, sorted as its grid says. */
type Tiled = { rows: Symbol; grid: TileGrid }

const places = windowSide ** 2

/** Below so many channels the transformations cost more than the products that they save (`docs/performance.md`). */
const fewestChannels = 128
/** With fewer tiles for each filter the transformed kernels, four times as large, are read for too little. */
const fewestTilesPerFilter = 1 / 16

/**
 * Writes 3 × 3 convolutions over many channels by Winograd's algorithm, which needs a quarter of the products. Between
 * two of them a map stays in tiles, and what is not asked for in the order of its pixels is not computed in that order.
 * It needs memory for four times the kernels and for 2.25 times the maps.
 */
export class WinogradOps extends OnnxOps {
  readonly #always: boolean
  readonly #tiled = new WeakMap<Symbol, Tiled>()
  readonly #grids = new Map<string, TileGrid>()
  readonly #choices = new Map<RowNumbers, RowChoice>()
  #anyBatch: { size: Symbol; films: Symbol } | undefined

  /** `always`: also where it is slower. */
  constructor(graph: Graph, { always = false } = {}) {
    super(graph)
    this.#always = always
  }

  override conv(x: Symbol, weight: Symbol, bias: Symbol | null, options: ConvOptions): Symbol {
    const [filters, channels] = weight.dims
    if (!keepsSize(weight, options) || x.dims[1] !== channels) return super.conv(x, weight, bias, options)
    const [batch] = x.dims
    const grid = this.#grid(x)
    const tiles = product(batch, grid.tiles)
    const least = batch === -1 ? grid.tiles : tiles
    if (!this.#always && !isFaster(filters, channels, least)) return super.conv(x, weight, bias, options)

    const windows = this.reshape(this.#windows(x, grid), [places, product(tiles, channels)])
    const seen = this.reshape(this.gemm(this.constant(inputForm), windows), [places, tiles, channels])
    // Transposed before and not by the product, which would then run on one thread, backward above all. Without the axis of
    // length 1 onnxruntime's optimizer would make a slow one of it (findings/onnxruntime-optimizer-transpose-before-split.sh).
    const positions = this.transpose(this.reshape(weight, [1, filters * channels, 9]), [0, 2, 1])
    const flat = this.gemm(this.constant(kernelForm), this.reshape(positions, [9, filters * channels]))
    const kernels = this.reshape(flat, [places, filters, channels])
    const products = this.batchedMatmul(seen, kernels, { transB: true })
    const outputs = this.gemm(this.constant(outputForm), this.reshape(products, [places, product(tiles, filters)]))
    const rows = this.reshape(outputs, [product(tileSide ** 2, tiles), filters])
    return this.#outOfTiles({ rows: bias ? super.add(rows, bias) : rows, grid }, [batch, filters])
  }

  override relu(x: Symbol): Symbol {
    const tiled = this.#tiled.get(x)
    return tiled ? this.#outOfTiles({ ...tiled, rows: super.relu(tiled.rows) }, x.dims) : super.relu(x)
  }

  override add(a: Symbol, b: Symbol): Symbol {
    const grid = (this.#tiled.get(a) ?? this.#tiled.get(b))?.grid
    if (!grid || a.dims.join() !== b.dims.join()) return super.add(a, b)
    return this.#outOfTiles({ rows: super.add(this.#intoTiles(a, grid), this.#intoTiles(b, grid)), grid }, a.dims)
  }

  /** (36 · N · tiles) × C: what the outputs of each tile are computed from. */
  #windows(x: Symbol, grid: TileGrid): Symbol {
    const tiled = this.#tiled.get(x)
    return tiled
      ? this.rows(tiled.rows, this.#choice(grid.tiledWindows(), x.dims[0]))
      : this.rows(toRows(this, x), this.#choice(grid.plainWindows(), x.dims[0]))
  }

  #intoTiles(x: Symbol, grid: TileGrid): Symbol {
    return this.#tiled.get(x)?.rows ?? this.rows(toRows(this, x), this.#choice(grid.intoTiles(), x.dims[0]))
  }

  #outOfTiles({ rows, grid }: Tiled, [batch, channels]: readonly number[]): Symbol {
    const inOrder = this.rows(rows, this.#choice(grid.outOfTiles(), batch))
    const x = fromRows(this, inOrder, [batch, channels, grid.height, grid.width])
    this.#tiled.set(x, { rows, grid })
    return x
  }

  #grid(x: Symbol): TileGrid {
    const [height, width] = x.dims.slice(2)
    const size = `${height} × ${width}`
    const grid = this.#grids.get(size) ?? new TileGrid(height, width)
    this.#grids.set(size, grid)
    return grid
  }

  #choice(rows: RowNumbers, batch: number): RowChoice {
    const choice =
      this.#choices.get(rows) ?? (batch === -1 ? this.#forAnyBatch(rows) : this.chosenRows(numbersOf(rows, batch)))
    this.#choices.set(rows, choice)
    return choice
  }

  /** Numbers of rows for a batch whose size is known at each run only. */
  #forAnyBatch(rows: RowNumbers): RowChoice {
    const { numbers } = rows
    const dims = [rows.places, 1, numbers.length / rows.places]
    const all = (pick: (row: RowNumber) => number): Symbol =>
      this.graph.constant(
        dims,
        BigInt64Array.from(numbers, (row) => BigInt(pick(row))),
      )
    const { size, films } = (this.#anyBatch ??= this.#batch())
    const byFilm = super.mul(
      all(({ perFilm }) => perFilm),
      films,
    )
    const byBatch = super.mul(
      all(({ perBatch }) => perBatch),
      size,
    )
    const sum = super.add(
      super.add(byFilm, byBatch),
      all(({ first }) => first),
    )
    return { indices: this.reshape(sum, [-1]), zeros: numbers.includes(outside) }
  }

  /** How many films a run is given, and their numbers in a column. */
  #batch(): { size: Symbol; films: Symbol } {
    const input = this.graph.inputs.find(({ dims }) => dims[0] === -1)!
    const size = this.graph.node('Shape', [input], [1], { start: 0, end: 1 })
    const [zero, one] = [0n, 1n].map((value) => this.graph.constant([], BigInt64Array.of(value)))
    const films = this.graph.node('Range', [zero, this.reshape(size, []), one], [-1])
    return { size, films: this.reshape(films, [-1, 1]) }
  }
}

/** A convolution of 3 × 3 whose output is as large as its input. */
function keepsSize({ dims: [, , height, width] }: Symbol, { stride, padding }: ConvOptions): boolean {
  return height === 3 && width === 3 && stride === 1 && padding === 1
}

/** `tiles`: so many at least in each run. */
function isFaster(filters: number, channels: number, tiles: number): boolean {
  return Math.min(filters, channels) >= fewestChannels && tiles >= fewestTilesPerFilter * filters
}
