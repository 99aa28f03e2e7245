import { endianness } from 'node:os'
import type { Pixels } from '#shared/contract.ts'
import type { GreyFilm, GreyValues } from '#shared/film.ts'

function valueTypeOf(values: GreyValues): Pixels['valueType'] {
  if (values instanceof Uint8Array) return 'uint8'
  if (values instanceof Int8Array) return 'int8'
  if (values instanceof Uint16Array) return 'uint16'
  if (values instanceof Int16Array) return 'int16'
  if (values instanceof Uint32Array) return 'uint32'
  if (values instanceof Int32Array) return 'int32'
  return 'float32'
}

/** A decoded frame as the contract carries it. */
export function toPixels(film: GreyFilm): Pixels {
  if (endianness() !== 'LE') throw new Error('Samples are sent as they lie in memory, which must be little-endian.')
  const { values, overlays, ...shape } = film
  const pixels = { ...shape, valueType: valueTypeOf(values), values: new Blob([values as Uint8Array<ArrayBuffer>]) }
  if (!overlays) return pixels
  return { ...pixels, overlays: overlays.map((plane) => ({ ...plane, bits: new Blob([plane.bits as Uint8Array<ArrayBuffer>]) })) }
}
