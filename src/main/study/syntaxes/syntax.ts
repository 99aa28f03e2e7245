import type { ImagePixel } from '../dicom/imagePixel.ts'

/**
 * One frame out of its compression: little-endian containers of `bitsAllocated` bits, rows × columns × samplesPerPixel
 * of them (bits of 1-bit images start at the lowest bit of the first byte).
 */
export type Containers = {
  bytes: Uint8Array
  bitsAllocated: number
  /** True when each colour's samples lie together. */
  planar: boolean
  /** What the samples are now; a codec may have turned the file's colour model into another. */
  photometric: string
  /** True when the code stream has signed samples, whatever the data set says. */
  signed?: boolean
}

/** A family of transfer syntaxes that compress single frames. */
export interface FrameSyntax {
  /** Transfer Syntax UIDs. */
  readonly uids: ReadonlySet<string>
  /**
   * Throws `truncated`, `malformed` or `too-large`. `image` is what the data set says; the code stream may disagree.
   */
  decode(frame: Uint8Array, image: ImagePixel): Promise<Containers>
}

/** Samples of one frame. */
export function sampleCount(image: ImagePixel): number {
  return image.rows * image.columns * image.samplesPerPixel
}
