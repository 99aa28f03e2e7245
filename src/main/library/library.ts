import { statSync } from 'node:fs'
import { readdir, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { DatabaseSync } from 'node:sqlite'
import type { Annotation } from '#shared/annotation.ts'
import type { Opinion } from '#shared/library.ts'
import type { NoteChange } from '#shared/note.ts'
import { ProblemError, type ProblemCode } from '#shared/problem.ts'
import type { Reading } from '#shared/reading.ts'
import { atOnce } from './atOnce.ts'
import { judgedFilms, type JudgedFilm } from './judgedFilms.ts'
import { keptAnnotations, saveAnnotations } from './keptAnnotations.ts'
import { keptMarks, removeMarks, saveMarks, undoMarks, type KeptMarks, type MarkPlace, type Said } from './keptMarks.ts'
import { keptNotes, saveNote, type KeptNote } from './keptNotes.ts'
import { frameMarks, noteReading, saveReview, type FrameMark } from './keptReadings.ts'
import { keptReviews, type KeptReview } from './keptReviews.ts'
import { openCopy, openDatabase, openMemory, setAsideName, type OpenedDatabase } from './openDatabase.ts'
import { putAway, readWorklist, rememberFilm, setFingerprint, type RememberedFilm } from './worklist.ts'

export type LibraryOptions = {
  onDamaged?(): void
  /** Told why nothing that is new can be kept. */
  onUnkept?(problem: ProblemError): void
  /** Told of what people said that cannot be understood: it is left out, and stays. */
  onLeftOut?(problem: ProblemError): void
  /** Why the folder cannot be written, where that is known. */
  unwritable?: ProblemError | undefined
}

const tables = ['film', 'reading', 'review', 'annotations', 'marks', 'note']

/**
 * What the program remembers of films: the worklist by path; readings, reviews, annotations, marks and notes by the
 * SHA-256 of the file, so that they stay with a film wherever its file lies. In private mode all of it is in memory and
 * ends with the mode or the program.
 */
export class Library {
  readonly #path: string
  readonly #file: DatabaseSync
  #memory: DatabaseSync | undefined
  /** False where the disk is full or can only be read: all is in memory then, with what could be read. */
  #isKept = true
  /** Of the file, which tells whether it is still the one that was opened. */
  readonly #number: bigint | undefined

  #setAside: string | undefined
  readonly #tellLeftOut: () => void
  /** Rows that were left out when the worklist was read last. */
  #leftOut = 0

  constructor(file: string, { onDamaged, onUnkept, onLeftOut, unwritable }: LibraryOptions = {}) {
    this.#path = file
    this.#tellLeftOut = () => onLeftOut?.(new ProblemError('aside-marks'))
    const { db, setAside } = opened(file, unwritable, (problem) => {
      this.#isKept = false
      onUnkept?.(problem)
    })
    this.#file = db
    this.#setAside = setAside
    this.#number = numberOf(file)
    if (setAside) onDamaged?.()
  }

  /** What is wrong with what was kept, if anything. */
  get problem(): ProblemError | undefined {
    if (this.#setAside) return new ProblemError('library-damaged', { name: this.#setAside })
    return this.#leftOut > 0 ? new ProblemError('library-rows-damaged') : undefined
  }

  get #db(): DatabaseSync {
    return this.#memory ?? this.#file
  }

  /** Private mode keeps nothing new, but takes away what it is told to. */
  get #all(): DatabaseSync[] {
    return this.#memory ? [this.#memory, this.#file] : [this.#file]
  }

  get isPrivate(): boolean {
    return this.#memory !== undefined
  }

  /** Nothing is written while it is on; what was known only in private mode is gone when it ends. */
  setPrivate(on: boolean): void {
    if (on === this.isPrivate) return
    this.#memory?.close()
    this.#memory = on ? openMemory() : undefined
  }

  close(): void {
    this.setPrivate(false)
    this.#file.close()
  }

  /** See `rememberFilm`. */
  remember(film: RememberedFilm): void {
    rememberFilm(this.#db, film)
  }

  setFingerprint(path: string, fingerprint: string): void {
    setFingerprint(this.#db, path, fingerprint)
  }

  /** The worklist in the order in which it was opened. A row that cannot be understood is left out. */
  worklist(): RememberedFilm[] {
    const { films, leftOut } = readWorklist(this.#db)
    this.#leftOut = leftOut
    return films
  }

  /** See `putAway`. */
  putAway(paths: readonly string[]): void {
    for (const db of this.#all) putAway(db, paths)
  }

  /** See `noteReading`. */
  noteReading(fingerprint: string, reading: Pick<Reading, 'frame' | 'model' | 'verdict' | 'probability'>): void {
    noteReading(this.#db, fingerprint, reading)
  }

  /** See `saveReview`. */
  review(fingerprint: string, frame: number, opinion: Opinion | undefined): void {
    this.#requireKeeping()
    saveReview(this.#db, fingerprint, frame, opinion)
  }

  /** See `frameMarks`. */
  marks(fingerprint: string, modelId: string): FrameMark[] {
    return frameMarks(this.#db, this.#tellLeftOut, { fingerprint, modelId })
  }

  /** See `judgedFilms`. */
  judged(): JudgedFilm[] {
    return judgedFilms(this.#db, this.#tellLeftOut)
  }

  saveMarks(fingerprint: string, said: Said): void {
    this.#requireKeeping()
    saveMarks(this.#db, fingerprint, said)
  }

  undoMarks(fingerprint: string, place: MarkPlace): void {
    this.#requireKeeping()
    undoMarks(this.#db, fingerprint, place)
  }

  removeMarks(fingerprint: string, place: MarkPlace): void {
    for (const db of this.#all) removeMarks(db, fingerprint, place)
    this.#requireDeleting()
  }

  /** What readers say now of a film's frames, or of all films'. */
  keptMarks(fingerprint?: string): (KeptMarks & { fingerprint: string })[] {
    return keptMarks(this.#db, this.#tellLeftOut, fingerprint)
  }

  /** See `keptReviews`. */
  keptReviews(): KeptReview[] {
    return keptReviews(this.#db, this.#tellLeftOut)
  }

  /** What is noted of a film's frames, or of all films'. */
  keptNotes(fingerprint?: string): (KeptNote & { fingerprint: string })[] {
    return keptNotes(this.#db, fingerprint)
  }

  /** See `saveNote`. */
  saveNote(fingerprint: string, change: Omit<NoteChange, 'filmId'>): KeptNote {
    this.#requireKeeping()
    return atOnce(this.#db, () => saveNote(this.#db, fingerprint, change))
  }

  annotations(fingerprint: string): Annotation[] {
    const kept = keptAnnotations(this.#db, fingerprint)
    if (!kept) throw new ProblemError('annotations-damaged')
    return kept
  }

  /** See `saveAnnotations`. */
  saveAnnotations(
    fingerprint: string,
    annotations: readonly Annotation[],
    before?: readonly Annotation[],
  ): readonly Annotation[] {
    this.#requireKeeping()
    return saveAnnotations(this.#db, fingerprint, annotations, before)
  }

  /** Deletes all that is known of films and leaves no trace of it in the library's files. Throws `read-only`. */
  forget(films: readonly { path: string; fingerprint: string | undefined }[]): void {
    this.putAway(films.map(({ path }) => path))
    for (const db of this.#all) {
      const removals = tables.map((table) => db.prepare(`DELETE FROM ${table} WHERE fingerprint = ?`))
      atOnce(db, () => {
        for (const { fingerprint } of films) if (fingerprint) for (const removal of removals) removal.run(fingerprint)
      })
    }
    this.#requireDeleting()
    this.#leaveNoTrace()
  }

  /** Deletes all that is known of all films, and damaged libraries that were set aside. Rejects with `read-only`. */
  async clear(): Promise<void> {
    for (const db of this.#all) for (const table of tables) db.exec(`DELETE FROM ${table}`)
    this.#requireDeleting()
    this.#leaveNoTrace()
    const folder = dirname(this.#path)
    for (const name of await readdir(folder))
      if (name.startsWith(setAsideName(this.#path))) await rm(join(folder, name), { force: true })
    this.#setAside = undefined
    this.#leftOut = 0
  }

  /**
   * What a person said is acknowledged only where it is kept. In private mode nothing is. Throws `read-only`, or
   * `not-found` where the folder of the program's data was deleted meanwhile.
   */
  #requireKeeping(): void {
    if (this.isPrivate) return
    if (!this.#isKept) throw new ProblemError('library-not-kept')
    if (numberOf(this.#path) !== this.#number) throw new ProblemError('library-gone')
  }

  /** What lies on a disk that cannot be written is not deleted, whatever is shown from now on. */
  #requireDeleting(): void {
    if (!this.#isKept) throw new ProblemError('library-not-kept')
  }

  /** Deleted rows are overwritten (secure_delete); the log of writes and free pages go as well. */
  #leaveNoTrace(): void {
    this.#file.exec('PRAGMA wal_checkpoint(TRUNCATE); VACUUM; PRAGMA wal_checkpoint(TRUNCATE);')
  }
}

function opened(
  file: string,
  unwritable: ProblemError | undefined,
  onUnkept: (problem: ProblemError) => void,
): OpenedDatabase {
  try {
    return openDatabase(file)
  } catch (thrown) {
    const problem = thrown instanceof ProblemError && unkept.has(thrown.code) ? thrown : unwritable
    if (!problem) throw thrown
    onUnkept(problem)
    return { db: openCopy(file) }
  }
}

const unkept = new Set<ProblemCode>(['disk-full', 'read-only'])

function numberOf(file: string): bigint | undefined {
  return statSync(file, { bigint: true, throwIfNoEntry: false })?.ino
}
