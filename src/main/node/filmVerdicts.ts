import { fromProblem, ProblemError, type Problem } from '#shared/problem.ts'

/** The verdicts of a film's frames, and how many of them could not be read, with why the first of them could not. */
export type FilmVerdicts = { verdicts: string[]; unread?: { frames: number; problem: Problem } }

/** What became of a film by its frames: the verdict of each, or why it has none. Throws that where no frame was read. */
export function filmVerdicts(frames: readonly (string | Problem)[]): FilmVerdicts {
  const verdicts = frames.filter((frame) => typeof frame === 'string')
  const [problem, ...others] = frames.filter((frame) => typeof frame !== 'string')
  if (verdicts.length === 0) throw problem ? fromProblem(problem) : new ProblemError('unexpected')
  return { verdicts, ...(problem ? { unread: { frames: 1 + others.length, problem } } : {}) }
}
