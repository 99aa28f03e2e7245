import { ancestorsFileName, filmsIn, fittedFilmsFileName, splitFileName } from '#main/model/index.ts'

/**
 * SHA-256 of the files that a model, or the trunk that it started from, was trained, tuned or fitted on, by the tables
 * that lie beside it: everything but the hold-out. Undefined for a model without any: the bundled one, or one from
 * elsewhere.
 */
export async function trainedOn(directory: string): Promise<ReadonlySet<string> | undefined> {
  const split = await filmsIn(directory, splitFileName)
  const fitted = await filmsIn(directory, fittedFilmsFileName)
  if (!split && !fitted) return undefined
  const ancestors = await filmsIn(directory, ancestorsFileName)
  return new Set([...(split ?? []), ...(fitted ?? []), ...(ancestors ?? [])])
}
