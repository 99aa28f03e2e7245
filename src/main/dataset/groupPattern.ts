import { RE2JS } from 're2js'
import { ProblemError } from '#shared/problem.ts'

/** What the first brackets of a person's pattern hold, or all that it finds; undefined where it finds nothing. */
export type GroupPattern = (text: string) => string | undefined

/**
 * A person's pattern, matched in a time that grows with the text alone (RE2): one that backtracks could hold up every
 * reading for hours. Throws `wrong-use` where it is none.
 */
export function groupPattern(pattern: string | undefined): GroupPattern | undefined {
  if (pattern === undefined) return undefined
  let compiled: RE2JS
  try {
    compiled = RE2JS.compile(pattern)
  } catch (cause) {
    throw new ProblemError('group-pattern-invalid', { cause })
  }
  return (text) => {
    const matcher = compiled.matcher(text)
    if (!matcher.find()) return undefined
    return (matcher.groupCount() > 0 ? matcher.group(1) : null) ?? matcher.group() ?? undefined
  }
}
