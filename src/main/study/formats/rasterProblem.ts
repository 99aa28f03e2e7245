import { ProblemError } from '#shared/problem.ts'
import { limits } from '../limits.ts'

const tooLarge = /pixel limit|dimensions exceed|too large|too big/i
const cutShort = /premature|truncated|end of (file|stream|buffer|image)|not enough|read error|out of data|EOF|libpng read/i

/** libvips fails with texts only; this turns them into the program's own codes. */
export function rasterProblem(cause: unknown): ProblemError {
  const text = cause instanceof Error ? cause.message : String(cause)
  if (tooLarge.test(text)) {
    const message = `The image is larger than the program opens (${limits.pixels / 1e6} million pixels).`
    return new ProblemError('too-large', message, { cause })
  }
  if (cutShort.test(text)) {
    const message = 'The image file ends too early, so part of the film is missing; copy it again from its source.'
    return new ProblemError('truncated', message, { cause })
  }
  return new ProblemError('malformed', 'The image file is damaged and cannot be decoded.', { cause })
}
