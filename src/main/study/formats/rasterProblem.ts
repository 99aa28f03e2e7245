import { ProblemError } from '#shared/problem.ts'
import { limits } from '../limits.ts'

/** libvips fails with texts only; this turns them into the program's own codes. */
export function rasterProblem(thrown: unknown): ProblemError {
  const text = thrown instanceof Error ? thrown.message : String(thrown)
  if (/pixel limit|dimensions exceed|too large|too big/i.test(text)) {
    return new ProblemError('too-large', `The image is larger than the program opens (${limits.pixels / 1e6} million pixels).`, { cause: thrown })
  }
  if (/premature|truncated|end of (file|stream|buffer|image)|not enough|read error|out of data|EOF|libpng read|unexpected end/i.test(text)) {
    return new ProblemError('truncated', 'The image file ends too early, so part of the film is missing; copy it again from its source.', { cause: thrown })
  }
  return new ProblemError('malformed', 'The image file is damaged and cannot be decoded.', { cause: thrown })
}
