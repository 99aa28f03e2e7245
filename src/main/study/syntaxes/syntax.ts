import type { WarningCode } from '#shared/reading.ts'
import type { ImagePixel } from '../dicom/imagePixel.ts'

/** What a code stream says of its samples, read before it is decoded. */
export type StreamShape = {
  rows: number
  columns: number
  components: number
  /** Bits of a sample. */
  precision: number
  /** Undefined where the stream cannot say. */
  signed: boolean | undefined
  /** Whether its process loses detail; undefined where the process alone does not tell. */
  lossy: boolean | undefined
  /** How often the frame can be halved while it is decoded; absent where it cannot. */
  halvings?: number
}

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
  /** The code stream's own word on its samples; absent where the data set alone describes them. */
  stream?: Pick<StreamShape, 'precision' | 'signed' | 'lossy'>
  /** What was odd about the bytes, without making them wrong. */
  warnings?: readonly WarningCode[]
}

/** The first bytes of a code stream. */
export type StartOfStream = readonly number[]

/** A family of transfer syntaxes that compress single frames. */
export interface FrameSyntax {
  /** Transfer Syntax UIDs. */
  readonly uids: ReadonlySet<string>
  /** What a code stream begins with, one of these. Absent where a frame begins with nothing that tells it. */
  readonly starts?: readonly StartOfStream[]
  /**
   * Throws `truncated`, `malformed`, `too-large` or `unsupported-format`. `image` is what the data set says; the code
   * stream may disagree. `halvings`: how often rows and columns are halved, no more often than `shape` says.
   */
  decode(frame: Uint8Array, image: ImagePixel, transferSyntax: string, halvings?: number): Promise<Containers>
  /** The stream's own word, from its first bytes. Throws `truncated` or `malformed`. Absent where it has none. */
  shape?(start: Uint8Array, transferSyntax: string): StreamShape
}
