import { z } from 'zod'
import {
  problemById,
  problemCodes,
  spoken,
  type AnyArguments,
  type ProblemArguments,
  type ProblemCode,
  type ProblemId,
} from './problems/index.ts'

export { problemCodes, type ProblemCode } from './problems/index.ts'

/** A problem as it travels and as it is kept. */
export const problemSchema = z.object({
  /**
   * Names the sentence in the table of problems. Records of earlier versions have none, and those of later ones may have
   * ids that this one does not know: then code and message tell what there is to tell.
   */
  id: z.string().optional().catch(undefined),
  code: z.enum(problemCodes),
  /** In English: what is wrong and what to do about it. Never holds patient data or a path. */
  message: z.string().min(1),
  /** What the sentence takes, by name. */
  arguments: z
    .record(z.string(), z.union([z.string(), z.number()]))
    .optional()
    .catch(undefined),
  /** Where in the input, when it is known: a DICOM tag such as "(7FE0,0010)" or a byte offset. */
  where: z.string().optional(),
})
export type Problem = z.infer<typeof problemSchema>

type Circumstances = { where?: string; cause?: unknown }

/** Arguments come first where the sentence takes some, and are left out where it takes none. */
type Rest<Id extends ProblemId> = [ProblemArguments<Id>] extends [never]
  ? [circumstances?: Circumstances]
  : [given: ProblemArguments<Id>, circumstances?: Circumstances]

/** The one error class of the program: thrown anywhere, sent over any channel as a {@link Problem}. */
export class ProblemError<Id extends ProblemId = ProblemId> extends Error {
  override readonly name = 'ProblemError'
  readonly id: string | undefined
  readonly code: ProblemCode
  readonly arguments: AnyArguments | undefined
  readonly where: string | undefined

  constructor(id: Id, ...rest: Rest<Id>)
  /** What came over a channel, perhaps from another version of the program. */
  constructor(problem: Problem)
  constructor(what: Id | Problem, ...rest: (AnyArguments | Circumstances | undefined)[]) {
    const { problem, cause } = typeof what === 'string' ? made(what, rest) : { problem: what, cause: undefined }
    super(problem.message, { cause })
    this.id = problem.id
    this.code = problem.code
    this.arguments = problem.arguments
    this.where = problem.where
  }
}

function made(id: ProblemId, rest: readonly unknown[]): { problem: Problem; cause: unknown } {
  const entry = problemById[id]
  const takes = 'takes' in entry
  const given = takes ? (rest[0] as AnyArguments) : undefined
  const { where, cause } = (rest[takes ? 1 : 0] ?? {}) as Circumstances
  const message = spoken(entry.say, given ?? {})
  return { problem: { id, code: entry.code, message, arguments: given, where }, cause }
}

/**
 * Turns anything that was thrown into a problem; what nobody foresaw becomes `internal` without its text, which might
 * name a patient.
 */
export function toProblem(thrown: unknown): Problem {
  if (thrown instanceof ProblemError) return plain(thrown)
  const parsed = problemSchema.safeParse(thrown)
  return plain(
    parsed.success
      ? parsed.data
      : (diskProblem(thrown) ?? pathProblem(thrown) ?? endedProblem(thrown) ?? new ProblemError('unexpected')),
  )
}

const full = ['ENOSPC', 'EDQUOT']
/** What a file, a folder or a device answers that nobody asked about by name. */
const unanswered: Partial<Record<string, 'path-gone' | 'path-denied' | 'device-failed'>> = {
  ENOENT: 'path-gone',
  ENOTDIR: 'path-gone',
  EACCES: 'path-denied',
  EPERM: 'path-denied',
  EIO: 'device-failed',
  ENODEV: 'device-failed',
  ENXIO: 'device-failed',
  ESTALE: 'device-failed',
}
/** Results of SQLite: https://sqlite.org/rescode.html */
const sqlite = { readOnly: 8, full: 13 }

/** What a disk that is full or read-only makes of any write, to a file or a database; undefined for other errors. */
export function diskProblem(thrown: unknown): ProblemError | undefined {
  const { code, errcode } = (thrown ?? {}) as { code?: unknown; errcode?: unknown }
  const result = typeof errcode === 'number' ? errcode & 0xff : undefined
  if (full.includes(String(code)) || result === sqlite.full) return new ProblemError('disk-full', { cause: thrown })
  if (code === 'EROFS' || result === sqlite.readOnly) return new ProblemError('disk-read-only', { cause: thrown })
  return undefined
}

/** A folder that was removed under the program's hands, a device that gives up: said as what they are. */
function pathProblem(thrown: unknown): ProblemError | undefined {
  const { code, syscall } = (thrown ?? {}) as { code?: unknown; syscall?: unknown }
  // Only of files: a program that cannot be started is told elsewhere.
  if (typeof syscall !== 'string' || syscall.startsWith('spawn')) return undefined
  const id = unanswered[String(code)]
  return id && new ProblemError(id, { cause: thrown })
}

/** What Node throws where work is told to end. */
function endedProblem(thrown: unknown): ProblemError | undefined {
  return (thrown as { name?: unknown } | undefined)?.name === 'AbortError' ? new ProblemError('work-ended') : undefined
}

/** Without what it does not have. */
function plain({ id, code, message, arguments: given, where }: Problem): Problem {
  return {
    ...(id === undefined ? {} : { id }),
    code,
    message,
    ...(given === undefined ? {} : { arguments: given }),
    ...(where === undefined ? {} : { where }),
  }
}

/** The other way: a problem that came over a channel becomes an error again. */
export function fromProblem(problem: Problem): ProblemError {
  return new ProblemError(problem)
}
