import { ancestorsFileName, filmsIn, fittedFilmsFileName, splitFileName } from '#main/model/index.ts'

export type TrainedOn = {
  /** SHA-256 of the files. */
  films: ReadonlySet<string>
  /** Whether there were no others; not known of the bundled model, of one from elsewhere, and of what was fitted to them. */
  all: boolean
}

/**
 * The films that a model, or the trunk that it started from, was trained, tuned or fitted on, by the tables that lie
 * beside it: everything but the hold-out.
 */
export async function trainedOn(directory: string): Promise<TrainedOn> {
  const [split, ancestors, fitted] = await Promise.all(
    [splitFileName, ancestorsFileName, fittedFilmsFileName].map((name) => filmsIn(directory, name)),
  )
  return {
    films: new Set([split, ancestors, fitted].flatMap((films) => [...(films ?? [])])),
    all: split !== undefined,
  }
}
