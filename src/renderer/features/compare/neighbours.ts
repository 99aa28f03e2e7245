/**
 * At most `most` of a list, those around one of it: a menu of ten thousand films takes long to make, and nobody reads
 * it.
 */
export function neighbours<T>(list: readonly T[], index: number, most: number): readonly T[] {
  const first = Math.max(0, Math.min(index - Math.floor(most / 2), list.length - most))
  return list.slice(first, first + most)
}
