import type { Problem } from '#shared/problem.ts'
import { problemById, spoken, type AnyArguments, type Kinds } from '#shared/problems/index.ts'

/** Arguments that a sentence takes; one set for each word that it may take. */
function samples(takes: Kinds): AnyArguments[] {
  return Object.entries(takes).reduce<AnyArguments[]>(
    (sets, [name, kind], i) => {
      const values = kind === 'number' ? [7 + i] : kind === 'string' ? [`Name-${i}`] : kind
      return sets.flatMap((set) => values.map((value) => ({ ...set, [name]: value })))
    },
    [{}],
  )
}

/** Every problem of the table, as it travels. */
export function sampleProblems(also: Pick<Problem, 'where'> = {}): (Problem & { id: string })[] {
  return Object.entries(problemById).flatMap(([id, entry]) =>
    'takes' in entry
      ? samples(entry.takes).map((given) => ({
          id,
          code: entry.code,
          message: spoken(entry.say, given),
          arguments: given,
          ...also,
        }))
      : [{ id, code: entry.code, message: entry.say, ...also }],
  )
}
