import { z } from 'zod'

/**
 * Every way in which something can go wrong that a person should be told about.
 * A code is stable (scripts and the CSV report rely on it); the sentence beside it may change.
 */
export const problemCodes = [
  // the input
  'not-found',
  'not-readable',
  'not-an-image',
  'no-pixel-data',
  'truncated',
  'malformed',
  'unsupported-format',
  'unsupported-transfer-syntax',
  'too-large',
  'frame-out-of-range',
  'time-limit',
  'file-changed',
  // the model
  'model-not-found',
  'model-invalid',
  // the engine and its process
  'engine-unavailable',
  'engine-failed',
  'compute-crashed',
  // installing what an engine needs
  'tool-missing',
  'no-network',
  'hash-mismatch',
  // work on a folder
  'dataset-invalid',
  'not-enough-data',
  'diverged',
  'disk-full',
  'not-writable',
  'in-use',
  'cancelled',
  'interrupted',
  // the caller
  'wrong-use',
  'internal',
] as const

export const problemSchema = z.object({
  code: z.enum(problemCodes),
  /** One sentence for a person: what is wrong and what to do about it. Never holds patient data or a path. */
  message: z.string().min(1),
  /** Where in the input, when it is known: a DICOM tag such as "(7FE0,0010)" or a byte offset. */
  where: z.string().optional(),
})

export type ProblemCode = (typeof problemCodes)[number]
export type Problem = z.infer<typeof problemSchema>

/** The one error class of the program: thrown anywhere, sent over any channel as a {@link Problem}. */
export class ProblemError extends Error {
  override readonly name = 'ProblemError'
  readonly code: ProblemCode
  readonly where: string | undefined

  constructor(code: ProblemCode, message: string, options: { where?: string; cause?: unknown } = {}) {
    super(message, { cause: options.cause })
    this.code = code
    this.where = options.where
  }
}

/**
 * Turns anything that was thrown into a problem; what nobody foresaw becomes `internal` without its text, which might
 * name a patient.
 */
export function toProblem(thrown: unknown): Problem {
  if (thrown instanceof ProblemError) {
    return { code: thrown.code, message: thrown.message, ...(thrown.where ? { where: thrown.where } : {}) }
  }
  const parsed = problemSchema.safeParse(thrown)
  if (parsed.success) return parsed.data
  return { code: 'internal', message: 'Something unexpected went wrong inside the program; the log has the details.' }
}

/** The other way: a problem that came over a channel becomes an error again. */
export function fromProblem(problem: Problem): ProblemError {
  return new ProblemError(problem.code, problem.message, problem.where ? { where: problem.where } : {})
}
