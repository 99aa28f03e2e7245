import { isDeepStrictEqual } from 'node:util'
import type { Annotation } from '#shared/annotation.ts'
import { ProblemError } from '#shared/problem.ts'

/**
 * What becomes of a film's annotations where two windows changed them: `kept` is what is kept now, `before` what this
 * window began with and `wanted` what it has made of that. What only one of the two added, changed or removed is so
 * afterwards. Throws `in-use` where both made something else of the same annotation: neither of them is lost by guess.
 */
export function mergeAnnotations(
  kept: readonly Annotation[],
  before: readonly Annotation[],
  wanted: readonly Annotation[],
): Annotation[] {
  const [keptById, beforeById, wantedById] = [kept, before, wanted].map(
    (list) => new Map(list.map((one) => [one.id, one])),
  )
  const ids = new Set([...kept, ...wanted].map(({ id }) => id))
  return [...ids].flatMap((id) => {
    const [theirs, first, ours] = [keptById.get(id), beforeById.get(id), wantedById.get(id)]
    if (isDeepStrictEqual(theirs, ours) || isDeepStrictEqual(theirs, first)) return ours ? [ours] : []
    if (!isDeepStrictEqual(ours, first)) throw new ProblemError('annotations-changed')
    return theirs ? [theirs] : []
  })
}
