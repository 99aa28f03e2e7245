import type { Problem } from '#shared/problem.ts'

/** What is asked for: studies that fit all of it. `*` and `?` stand for anything, PS3.4 C.2.2.2.4. */
export type StudyQuery = {
  patientId?: string | undefined
  patientName?: string | undefined
  /** A day, or a range of days with an end left open: 20240131, 20240101-20240131, -20240131. */
  date?: string | undefined
  modality?: string | undefined
  accession?: string | undefined
}
export const queryKeys = ['patientId', 'patientName', 'date', 'modality', 'accession'] as const

export type FoundStudy = {
  studyUid: string
  patientName: string
  patientId: string
  date: string
  description: string
  modalities: string[]
  instances?: number
}

/** A file with one DICOM object. */
export type ObjectFile = {
  path: string
  sopInstanceUid: string
  /** Its study and its series. */
  place: readonly [studyUid: string, seriesUid: string]
}
/** What became of an object that was sent. */
export type SentObject = { sopInstanceUid: string; problem?: Problem }

/** A PACS, by whatever protocol. All reject with a `ProblemError` within a deadline, and at once when aborted. */
export type Peer = {
  /** Whether it answers and takes this program for one it knows. */
  test(signal: AbortSignal): Promise<void>
  /** Most at most; `cut` where there are more. */
  studies(query: StudyQuery, most: number, signal: AbortSignal): Promise<{ studies: FoundStudy[]; cut: boolean }>
  /** Tells of each object as it comes: a whole DICOM file. */
  fetch(studyUid: string, onObject: (bytes: Uint8Array) => Promise<void>, signal: AbortSignal): Promise<void>
  /** Tells of each object when it is known what became of it. */
  send(objects: readonly ObjectFile[], onSent: (sent: SentObject) => void, signal: AbortSignal): Promise<void>
}
