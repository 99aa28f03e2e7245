import { ProblemError } from '#shared/problem.ts'

/** How a picture that is not DICOM fails: one sentence for each kind, whatever its format and decoder. */

export function truncatedPicture(cause?: unknown): ProblemError {
  const message = 'The image file ends too early, so part of the film is missing; copy it again from its source.'
  return new ProblemError('truncated', message, { cause })
}

export function damagedPicture(cause?: unknown): ProblemError {
  return new ProblemError('malformed', 'The image file is damaged and cannot be decoded.', { cause })
}

/** `kind` and `found` name what the file has: "TIFF", "64 bits a sample". */
export function unsupportedPicture(kind: string, found: string, cause?: unknown): ProblemError {
  const message = `This kind of ${kind} is not opened (${found}); save the film as PNG, or better take the DICOM file.`
  return new ProblemError('unsupported-format', message, { cause })
}
