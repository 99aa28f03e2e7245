import { diskProblem, ProblemError, toProblem, type Problem } from '#shared/problem.ts'

/** What could not be kept, or not be understood, each reason once: it is told, and stops nothing. */
export class Troubles {
  readonly #told = new Map<string, Problem>()

  list(): Problem[] {
    return [...this.#told.values()]
  }

  /** Takes note of why something was not kept; answers whether that is such a reason. */
  note(thrown: unknown): boolean {
    const problem = reasonOf(thrown)
    if (problem) this.#told.set(problem.message, toProblem(problem))
    return problem !== undefined
  }
}

function reasonOf(thrown: unknown): ProblemError | undefined {
  if (thrown instanceof ProblemError && /^(keeping|aside)-/.test(thrown.id ?? '')) return thrown
  if (thrown instanceof ProblemError && thrown.id === 'cache-not-kept') return thrown
  const problem = thrown instanceof ProblemError ? thrown : diskProblem(thrown)
  if (problem?.code === 'disk-full') return new ProblemError('keeping-disk-full', { cause: thrown })
  if (problem?.code === 'read-only' || isForbidden(thrown))
    return new ProblemError('keeping-read-only', { cause: thrown })
  return undefined
}

function isForbidden(thrown: unknown): boolean {
  return ['EACCES', 'EPERM'].includes((thrown as NodeJS.ErrnoException).code ?? '')
}
