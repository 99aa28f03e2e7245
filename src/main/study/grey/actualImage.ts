import type { ImagePixel } from '../dicom/imagePixel.ts'
import type { Containers } from '../syntaxes/syntax.ts'

/** How the samples really lie in their containers. */
export type ActualImage = {
  image: ImagePixel
  /** Data set and code stream say different things of the samples. */
  disagrees: boolean
  /**
   * Of a lossy compression, whose overshoot is held at the limits: what its samples are, values or, for signed ones in
   * an unsigned stream, bit patterns. Otherwise what lies beside the stored bits is no part of the value, PS3.5 8.1.1.
   */
  hold: 'values' | 'patterns' | undefined
}

/**
 * What the code stream says of itself controls its decompression, PS3.5 8.2.1 to 8.2.4, so its precision and sign win
 * over the data set's. Bits Stored holds where the stream has room for it: many writers compress whole containers.
 */
export function actualImage(image: ImagePixel, { bitsAllocated, stream }: Containers): ActualImage {
  if (stream === undefined) return { image: { ...image, bitsAllocated }, disagrees: false, hold: undefined }
  const { precision } = stream
  const signed = image.signed || stream.signed === true
  const signsDiffer = stream.signed !== undefined && stream.signed !== image.signed
  const samples = signed === (stream.signed ?? false) ? 'values' : 'patterns'
  const hold = stream.lossy === false ? undefined : samples
  const actual = { ...image, bitsAllocated, signed }
  if (precision < image.bitsStored || precision > image.bitsAllocated) {
    return { image: { ...actual, bitsStored: precision, highBit: precision - 1 }, disagrees: true, hold }
  }
  const highBit = precision > image.highBit ? image.highBit : image.bitsStored - 1
  return { image: { ...actual, highBit }, disagrees: signsDiffer, hold }
}
