import { ProblemError } from '#shared/problem.ts'

/** A person's pattern as an expression. Throws `wrong-use` where it is none. */
export function groupPattern(pattern: string | undefined): RegExp | undefined {
  if (pattern === undefined) return undefined
  try {
    return new RegExp(pattern, 'u')
  } catch (cause) {
    throw new ProblemError(
      'wrong-use',
      'The pattern for groups is no regular expression; an example is "^(patient\\d+)_".',
      { cause },
    )
  }
}
