import { ProblemError } from '#shared/problem.ts'

/** What a file may claim at most. Checked before anything of that size is allocated. */
export const limits = {
  /** What Node reads into one buffer. */
  fileBytes: 2 ** 31 - 1,
  /** A deflated data set after inflation. */
  inflatedBytes: 2 ** 28,
  /** Rows or columns; DICOM itself cannot say more. */
  side: 65_535,
  /** Of one frame. The largest stitched films have about 30 million. */
  pixels: 100_000_000,
  frames: 100_000,
  fragments: 1_000_000,
  /** Top-level elements of a data set. */
  elements: 100_000,
  /** Elements and items of a data set, those within sequences counted too (long ones twice). */
  allElements: 1_500_000,
  /** Words that are read while a header is parsed, the searches for delimiters counted too. */
  parserSteps: 2 ** 25,
  /** Decoded samples of one frame. */
  frameBytes: 2 ** 29,
  archive: {
    entries: 20_000,
    /** All files of an archive together. */
    unpackedBytes: 2 ** 34,
    /** So much may come out of any archive, and beyond it so many times its own size: films pack to a tenth at best. */
    freeBytes: 2 ** 28,
    ratio: 100,
  },
} as const

/** Throws `too-large` or `malformed` when one frame could not be held. */
export function checkFrameSize(rows: number, columns: number, where?: string): void {
  const options = where === undefined ? {} : { where }
  if (!Number.isInteger(rows) || !Number.isInteger(columns) || rows < 1 || columns < 1) {
    throw new ProblemError('size-missing', options)
  }
  if (rows > limits.side || columns > limits.side || rows * columns > limits.pixels) {
    throw new ProblemError('pixels-too-many', { columns, rows, millions: limits.pixels / 1e6 }, options)
  }
}

/** Throws `too-large` when the samples of one frame take more memory than any film's. */
export function checkFrameBytes(bytes: number): void {
  if (bytes <= limits.frameBytes) return
  throw new ProblemError('frame-too-large', {
    mebibytes: Math.ceil(bytes / 2 ** 20),
    most: limits.frameBytes / 2 ** 20,
  })
}

/** Throws `frame-out-of-range` when the file has no such frame (counted from 0). */
export function checkFrame(frame: number, frames: number): void {
  if (Number.isInteger(frame) && frame >= 0 && frame < frames) return
  throw new ProblemError('frame-missing', { frame: frame + 1, frames })
}
