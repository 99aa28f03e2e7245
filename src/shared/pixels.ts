import type { Pixels } from './contract.ts'
import type { GreyFilm } from './film.ts'

const arrays = {
  uint8: Uint8Array,
  int8: Int8Array,
  uint16: Uint16Array,
  int16: Int16Array,
  uint32: Uint32Array,
  int32: Int32Array,
  float32: Float32Array,
}

/** A frame as the contract carries it (little-endian, as all machines that run this are) as a grey film. */
export async function toGreyFilm({ values: blob, valueType, overlays, ...shape }: Pixels): Promise<GreyFilm> {
  const values = new arrays[valueType](await blob.arrayBuffer())
  if (values.length !== shape.rows * shape.columns) throw new Error('The number of pixels is not rows × columns.')
  if (!overlays) return { ...shape, values }
  const planes = overlays.map(async (plane) => ({ ...plane, bits: new Uint8Array(await plane.bits.arrayBuffer()) }))
  return { ...shape, values, overlays: await Promise.all(planes) }
}
