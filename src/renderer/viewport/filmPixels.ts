import type { Pixels } from '#shared/contract.ts'
import type { Film, GreyFilm, GreyValues } from '#shared/film.ts'

const arrays = {
  uint8: Uint8Array,
  int8: Int8Array,
  uint16: Uint16Array,
  int16: Int16Array,
  uint32: Uint32Array,
  int32: Int32Array,
  float32: Float32Array,
}

/** A frame as it came over the wire (little-endian, as all machines that run browsers are) as a grey film. */
export async function toGreyFilm(pixels: Pixels): Promise<GreyFilm> {
  const { values: blob, valueType, overlays, ...shape } = pixels
  const values: GreyValues = new arrays[valueType](await blob.arrayBuffer())
  if (values.length !== shape.rows * shape.columns) throw new Error('The number of pixels is not rows × columns.')
  if (!overlays) return { ...shape, values }
  const planes = overlays.map(async (plane) => ({ ...plane, bits: new Uint8Array(await plane.bits.arrayBuffer()) }))
  return { ...shape, values, overlays: await Promise.all(planes) }
}

/** Height of a pixel divided by its width, from the film's spacing. */
export function pixelAspectOf(film: Film): number {
  const { spacing } = film.header
  return spacing.calibration === 'none' ? 1 : spacing.rowMm / spacing.columnMm
}
