import { statSync } from 'node:fs'
import { readdir, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { DatabaseSync } from 'node:sqlite'
import type { z } from 'zod'
import { annotationsSchema, type Annotation } from '#shared/annotation.ts'
import { fileHeaderSchema, type FileHeader } from '#shared/film.ts'
import { markSchema, type Opinion } from '#shared/library.ts'
import type { NoteChange } from '#shared/note.ts'
import { ProblemError, type ProblemCode } from '#shared/problem.ts'
import type { Reading } from '#shared/reading.ts'
import { judgedFilms, type JudgedFilm } from './judgedFilms.ts'
import { keptMarks, removeMarks, saveMarks, undoMarks, type KeptMarks, type MarkPlace, type Said } from './keptMarks.ts'
import { keptNotes, saveNote, type KeptNote } from './keptNotes.ts'
import { keptReviews, type KeptReview } from './keptReviews.ts'
import { openCopy, openDatabase, openMemory, setAsideName, type OpenedDatabase } from './openDatabase.ts'
import { mergeAnnotations } from './mergeAnnotations.ts'
import { parsedJson } from './parsedJson.ts'

export type LibraryOptions = {
  onDamaged?(): void
  /** Told why nothing that is new can be kept. */
  onUnkept?(problem: ProblemError): void
  /** Told of what people said that cannot be understood: it is left out, and stays. */
  onLeftOut?(problem: ProblemError): void
  /** Why the folder cannot be written, where that is known. */
  unwritable?: ProblemError | undefined
}

export type RememberedFilm = { path: string; name: string; header: FileHeader; fingerprint: string | undefined }
const tables = ['film', 'reading', 'review', 'annotations', 'marks', 'note']

const frameMarkSchema = markSchema.omit({ filmId: true })
export type FrameMark = z.infer<typeof frameMarkSchema>

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

  /** Puts a film at the end of the worklist, or brings up to date what is known of one that is there. */
  remember({ path, name, header }: Omit<RememberedFilm, 'fingerprint'>): void {
    this.#db
      .prepare(
        `INSERT INTO film (path, name, header, opened_at) VALUES (?, ?, ?, ?)
         ON CONFLICT (path) DO UPDATE SET name = excluded.name, header = excluded.header,
           fingerprint = CASE WHEN header = excluded.header THEN fingerprint END`,
      )
      .run(path, name, JSON.stringify(header), Date.now())
  }

  setFingerprint(path: string, fingerprint: string): void {
    this.#db.prepare('UPDATE film SET fingerprint = ? WHERE path = ?').run(fingerprint, path)
  }

  /** Where films of this content lie, as far as the worklist knows. */
  pathsOf(fingerprint: string): string[] {
    const rows = this.#db.prepare('SELECT path FROM film WHERE fingerprint = ?').all(fingerprint)
    return rows.map(({ path }) => String(path))
  }

  /** The worklist in the order in which it was opened. A row that cannot be understood is left out. */
  worklist(): RememberedFilm[] {
    const rows = this.#db.prepare('SELECT path, name, header, fingerprint FROM film ORDER BY opened_at, rowid').all()
    const films = rows.flatMap((row) => {
      const header = fileHeaderSchema.safeParse(parsedJson(row.header))
      if (!header.success) return []
      return [
        {
          path: String(row.path),
          name: String(row.name),
          header: header.data,
          fingerprint: row.fingerprint ? String(row.fingerprint) : undefined,
        },
      ]
    })
    this.#leftOut = rows.length - films.length
    return films
  }

  /** Takes films out of the worklist; what was said and drawn of them stays. */
  putAway(paths: readonly string[]): void {
    for (const db of this.#all) {
      const remove = db.prepare('DELETE FROM film WHERE path = ?')
      // Ten thousand at once, and not one by one.
      atOnce(db, () => {
        for (const path of paths) remove.run(path)
      })
    }
  }

  /** A model has one reading of a frame, the last one. */
  noteReading(
    fingerprint: string,
    { frame, model, verdict, probability }: Pick<Reading, 'frame' | 'model' | 'verdict' | 'probability'>,
  ): void {
    this.#db
      .prepare(
        'INSERT OR REPLACE INTO reading (fingerprint, frame, model_id, verdict, probability, read_at) VALUES (?, ?, ?, ?, ?, ?)',
      )
      .run(fingerprint, frame, model.id, verdict, probability, Date.now())
  }

  /** Keeps an opinion together with the reading that it is about; without an opinion, takes it back. */
  review(fingerprint: string, frame: number, opinion: Opinion | undefined): void {
    this.#requireKeeping()
    if (!opinion) {
      this.#db.prepare('DELETE FROM review WHERE fingerprint = ? AND frame = ?').run(fingerprint, frame)
      return
    }
    this.#db
      .prepare(
        `INSERT OR REPLACE INTO review (fingerprint, frame, opinion, model_id, verdict, probability, reviewed_at)
         SELECT ?1, ?2, ?3, last.model_id, last.verdict, last.probability, ?4
         FROM (SELECT 1) LEFT JOIN (
           SELECT model_id, verdict, probability FROM reading WHERE fingerprint = ?1 AND frame = ?2
           ORDER BY read_at DESC LIMIT 1
         ) AS last`,
      )
      .run(fingerprint, frame, opinion, Date.now())
  }

  /** What one model says of a film's frames, and what people said of them. */
  marks(fingerprint: string, modelId: string): FrameMark[] {
    const rows = this.#db
      .prepare(
        `SELECT frame, own.verdict, own.probability, said.opinion
         FROM (SELECT frame, verdict, probability FROM reading WHERE fingerprint = ?1 AND model_id = ?2) AS own
         FULL JOIN (SELECT frame, opinion FROM review WHERE fingerprint = ?1) AS said USING (frame)
         ORDER BY frame`,
      )
      .all(fingerprint, modelId)
    return rows.flatMap((row) => {
      const mark = frameMarkSchema.safeParse(
        Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null)),
      )
      if (!mark.success) this.#tellLeftOut()
      return mark.success ? [mark.data] : []
    })
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
    let now: KeptNote | undefined
    atOnce(this.#db, () => {
      now = saveNote(this.#db, fingerprint, change)
    })
    return now!
  }

  annotations(fingerprint: string): Annotation[] {
    const kept = this.#keptAnnotations(fingerprint)
    if (!kept) throw new ProblemError('annotations-damaged')
    return kept
  }

  /** Undefined where they are damaged: then they can only be replaced. */
  #keptAnnotations(fingerprint: string): Annotation[] | undefined {
    const row = this.#db.prepare('SELECT body FROM annotations WHERE fingerprint = ?').get(fingerprint)
    return row ? annotationsSchema.safeParse(parsedJson(row.body)).data : []
  }

  /**
   * Keeps what was drawn on a film and answers with what is kept then: where `before` says what the window began with,
   * what another window has changed meanwhile stays (see `mergeAnnotations`), else all is replaced. Throws `in-use`.
   */
  saveAnnotations(
    fingerprint: string,
    annotations: readonly Annotation[],
    before?: readonly Annotation[],
  ): readonly Annotation[] {
    this.#requireKeeping()
    let now = annotations
    // No other program changes them between the look and the writing.
    atOnce(this.#db, () => {
      const kept = before && this.#keptAnnotations(fingerprint)
      if (before && kept) now = mergeAnnotations(kept, before, annotations)
      this.#db
        .prepare('INSERT OR REPLACE INTO annotations (fingerprint, body, changed_at) VALUES (?, ?, ?)')
        .run(fingerprint, JSON.stringify(now), Date.now())
    })
    return now
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

/** All of it or nothing. */
function atOnce(db: DatabaseSync, work: () => void): void {
  db.exec('BEGIN IMMEDIATE')
  try {
    work()
    db.exec('COMMIT')
  } catch (thrown) {
    // A full disk may have ended it already.
    if (db.isTransaction) db.exec('ROLLBACK')
    throw thrown
  }
}
