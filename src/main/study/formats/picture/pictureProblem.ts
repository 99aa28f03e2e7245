import { ProblemError } from '#shared/problem.ts'

/** How a picture that is not DICOM fails: one sentence for each kind, whatever its format and decoder. */

export function truncatedPicture(cause?: unknown): ProblemError {
  return new ProblemError('raster-truncated', { cause })
}

export function damagedPicture(cause?: unknown): ProblemError {
  return new ProblemError('raster-damaged', { cause })
}

/** `found` names what the file has and the program does not open, as the standard calls it: "64 bits a sample". */
export function unsupportedPicture(kind: 'TIFF' | 'JPEG' | 'BMP', found: string): ProblemError {
  return new ProblemError('picture-kind', { kind, found })
}
