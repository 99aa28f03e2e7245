import { meansNoFracture } from '#shared/noFracture.ts'
import { ProblemError } from '#shared/problem.ts'
import type { PlainProblemId } from '#shared/problems/index.ts'

/** `Fractured`, `fracture` and `FRACTURES` are one class, as are `Hair-line` and `hairline`. */
export function classKey(name: string): string {
  const plain = name
    .trim()
    .toLowerCase()
    .replaceAll(/[-_ ]+/g, ' ')
  if (meansNoFracture(plain)) return ''
  return /^fractur(e|ed|es)$/.test(plain) ? 'fracture' : plain
}

export type Classes = { classNames: string[]; labelOf(name: string): number }

/**
 * The classes that these names stand for: 0 is no fracture, the others follow by name. With one other, that one is
 * called `Fracture`. Throws the one problem where there are no two classes, the other where none is without fracture.
 */
export function classesFrom(
  names: Iterable<string>,
  problems: { tooFew: PlainProblemId; noNegative: PlainProblemId },
): Classes {
  const shown = new Map<string, string>()
  for (const name of [...names].sort()) if (!shown.has(classKey(name))) shown.set(classKey(name), name.trim())
  if (shown.size < 2) throw new ProblemError(problems.tooFew)
  if (!shown.delete('')) throw new ProblemError(problems.noNegative)
  const keys = ['', ...shown.keys()]
  const others = shown.size === 1 ? ['Fracture'] : [...shown.values()]
  return { classNames: ['No fracture', ...others], labelOf: (name) => keys.indexOf(classKey(name)) }
}
