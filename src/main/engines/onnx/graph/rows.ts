import type { Symbol } from './graph.ts'
import type { OnnxOps } from './onnxOps.ts'
import { product } from './shapes.ts'

/** In the place of a row's number: a row of zeros. */
export const zeroRow = -1

/** N × C × h × w → (N·h·w) × C: one row a location. */
export function toRows(ops: OnnxOps, x: Symbol): Symbol {
  const [batch, channels, height, width] = x.dims
  const perFilm = ops.transpose(ops.reshape(x, [batch, channels, height * width]), [0, 2, 1])
  return ops.reshape(perFilm, [product(batch, height * width), channels])
}

/** (N·h·w) × C → N × C × h × w. */
export function fromRows(ops: OnnxOps, rows: Symbol, dims: readonly number[]): Symbol {
  const [batch, channels, height, width] = dims
  const perFilm = ops.transpose(ops.reshape(rows, [batch, height * width, channels]), [0, 2, 1])
  return ops.reshape(perFilm, dims)
}
