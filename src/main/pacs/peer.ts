import type { FoundStudy, StudyQuery } from '#shared/pacs.ts'
import type { Problem } from '#shared/problem.ts'

export type { FoundStudy, StudyQuery }

/** A file with one DICOM object. */
export type ObjectFile = {
  path: string
  sopInstanceUid: string
  /** Its study and its series. */
  place: readonly [studyUid: string, seriesUid: string]
}
/**
 * What became of an object that was sent. `compared`: with what the other side keeps, all but the pixels, or by what its
 * list says of it; absent where it was stored and the other side does not say what it keeps.
 */
export type SentObject = { sopInstanceUid: string; problem?: Problem; compared?: Compared }
export type Compared = 'whole' | 'listed'

/** Where fetched objects go. */
export type FetchedTo = {
  /** Where each is a file under a name that says nothing. */
  folder: string
  /** Tells of a whole DICOM file, which whoever is told of it takes away. */
  onObject(path: string): Promise<void>
}

/** A PACS, by whatever protocol. All reject with a `ProblemError` within a deadline, and at once when aborted. */
export type Peer = {
  /** Whether it answers and takes this program for one it knows. */
  test(signal: AbortSignal): Promise<void>
  /** Most at most; `cut` where there are more. */
  studies(query: StudyQuery, most: number, signal: AbortSignal): Promise<{ studies: FoundStudy[]; cut: boolean }>
  /** Writes each object as it comes. Nothing else stays in the folder, whatever happens. */
  fetch(studyUid: string, to: FetchedTo, signal: AbortSignal): Promise<void>
  /**
   * Tells of each object when it is known what became of it. What the other side keeps lies in the folder (that of
   * temporary files where none is given) while it is compared.
   */
  send(
    objects: readonly ObjectFile[],
    onSent: (sent: SentObject) => void,
    signal: AbortSignal,
    folder?: string,
  ): Promise<void>
}
