import type { Jpeg2000Header } from './jpeg2000Header.ts'

const componentSizes = 42
const signBit = 0x80

/** OpenJPEG's wrapper hands over samples of up to 8 bits without their sign: what is below zero becomes zero. */
export function losesSign({ signed, precision }: Pick<Jpeg2000Header, 'signed' | 'precision'>): boolean {
  return signed && precision <= 8
}

/**
 * A copy of a JPEG 2000 stream that says that its samples have no sign. Decoders then add half of the range, ISO/IEC
 * 15444-1 G.1, and change nothing else.
 */
export function unsignedStream(frame: Uint8Array, { start, components }: Jpeg2000Header): Uint8Array {
  const copy = frame.slice()
  for (let component = 0; component < components; component++) {
    const at = start + componentSizes + component * 3
    copy[at] = copy[at]! & ~signBit
  }
  return copy
}

/** Takes half of the range away again, in place: samples of 8 bits with their sign. */
export function signedSamples(decoded: Uint8Array, precision: number): Uint8Array {
  // The codec's own array would hold what is below zero at zero.
  const bytes = new Uint8Array(decoded.buffer, decoded.byteOffset, decoded.length)
  const half = 2 ** (precision - 1)
  for (let index = 0; index < bytes.length; index++) bytes[index] = bytes[index]! - half
  return bytes
}
