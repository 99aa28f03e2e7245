import pMap from 'p-map'
import type { Annotation } from '#shared/annotation.ts'
import type { ChangeOfFilm, Mark, Opinion } from '#shared/library.ts'
import type { MarkedFrame } from '#shared/mark.ts'
import type { Note, NoteChange } from '#shared/note.ts'
import type { Reading } from '#shared/reading.ts'
import type { Library, Said } from '#main/library/index.ts'
import { Troubles } from '../home/troubles.ts'
import { Changes } from './changes.ts'
import type { Films } from './films.ts'
import type { Fingerprints } from './fingerprints.ts'
import type { Thumbnails } from './thumbnails.ts'

/** Files that are hashed at a time. */
const filesAtATime = 8

type FilmPlace = Pick<MarkedFrame, 'filmId' | 'frame' | 'reader'>

/** What the library remembers of the films that are open, by their ids. */
export class Memory {
  readonly #library: Library
  readonly #films: Films
  readonly #fingerprints: Fingerprints
  readonly #thumbnails: Thumbnails
  readonly #troubles: Pick<Troubles, 'note'>
  readonly changes = new Changes()

  constructor(
    library: Library,
    films: Films,
    fingerprints: Fingerprints,
    thumbnails: Thumbnails,
    troubles: Pick<Troubles, 'note'> = new Troubles(),
  ) {
    this.#library = library
    this.#troubles = troubles
    this.#films = films
    this.#fingerprints = fingerprints
    this.#thumbnails = thumbnails
  }

  /** Opens the films of the last session again, by what is remembered of them; no file is touched. */
  restore(): void {
    for (const { fingerprint: content, version, ...film } of this.#library.worklist())
      this.#films.restore({ ...film, version, content })
  }

  /** Puts a film on the worklist of the next session. */
  remember(filmId: string): void {
    const { film, path, version, content } = this.#films.get(filmId)
    const { name, header } = film
    this.#tryKeeping(() => this.#library.remember({ path, name, header, filmId, version, fingerprint: content }))
  }

  /** SHA-256 of an open film's file. */
  fingerprintOf(filmId: string): Promise<string> {
    return this.#films.content(filmId)
  }

  async noteReading(filmId: string, reading: Reading): Promise<void> {
    const fingerprint = await this.fingerprint(filmId)
    this.#tryKeeping(() => this.#library.noteReading(fingerprint, reading))
  }

  async review(filmId: string, frame: number, opinion: Opinion | undefined): Promise<void> {
    const fingerprint = await this.fingerprint(filmId)
    this.#library.review(fingerprint, frame, opinion)
    this.#tell('reviews', fingerprint, filmId)
  }

  async annotations(filmId: string): Promise<Annotation[]> {
    return this.#library.annotations(await this.fingerprint(filmId))
  }

  /** See `Library.saveAnnotations`. */
  async saveAnnotations(
    filmId: string,
    annotations: readonly Annotation[],
    before?: readonly Annotation[],
  ): Promise<Annotation[]> {
    const fingerprint = await this.fingerprint(filmId)
    const now = this.#library.saveAnnotations(fingerprint, annotations, before)
    this.#tell('annotations', fingerprint, filmId)
    return [...now]
  }

  /** What a model said of all open films that were ever looked at, and people of them; without touching a file. */
  marks(modelId: string): Mark[] {
    return this.#known().flatMap(({ filmId, fingerprint }) =>
      this.#library.marks(fingerprint, modelId).map((mark) => ({ filmId, ...mark })),
    )
  }

  /** Open films whose content is known. Not by their paths, under which the worklist may have another film by now. */
  #known(): { filmId: string; fingerprint: string }[] {
    return this.#films.list().flatMap(({ filmId }) => {
      const { content } = this.#films.get(filmId)
      return content === undefined ? [] : [{ filmId, fingerprint: content }]
    })
  }

  /** What is known of one film, for which its file is read. */
  async marksOf(filmId: string, modelId: string): Promise<Mark[]> {
    return this.#library.marks(await this.fingerprint(filmId), modelId).map((mark) => ({ filmId, ...mark }))
  }

  /** What readers see on open films that were ever looked at, without touching a file; or on one, whose file is read. */
  async keptMarks(filmId?: string): Promise<MarkedFrame[]> {
    if (filmId !== undefined) {
      const own = this.#library.keptMarks(await this.fingerprint(filmId))
      return own.map(({ fingerprint: _, ...said }) => ({ filmId, ...said }))
    }
    const said = Map.groupBy(this.#library.keptMarks(), ({ fingerprint }) => fingerprint)
    return this.#known().flatMap(({ filmId, fingerprint }) =>
      (said.get(fingerprint) ?? []).map(({ fingerprint: _, ...one }) => ({ filmId, ...one })),
    )
  }

  /** What is noted of open films that were ever looked at, without touching a file; or of one, whose file is read. */
  async notes(filmId?: string): Promise<Note[]> {
    const noted =
      filmId === undefined ? this.#library.keptNotes() : this.#library.keptNotes(await this.fingerprint(filmId))
    const own = ({ fingerprint: _, ...note }: (typeof noted)[number], id: string): Note => ({ filmId: id, ...note })
    if (filmId !== undefined) return noted.map((note) => own(note, filmId))
    const byFilm = Map.groupBy(noted, ({ fingerprint }) => fingerprint)
    return this.#known().flatMap(({ filmId: id, fingerprint }) =>
      (byFilm.get(fingerprint) ?? []).map((note) => own(note, id)),
    )
  }

  /** See `Library.saveNote`. */
  async saveNote({ filmId, ...change }: NoteChange): Promise<Note> {
    const fingerprint = await this.fingerprint(filmId)
    const now = this.#library.saveNote(fingerprint, change)
    this.#tell('notes', fingerprint, filmId)
    return { filmId, ...now }
  }

  async saveMarks({ filmId, ...said }: Said & { filmId: string }): Promise<MarkedFrame> {
    const fingerprint = await this.fingerprint(filmId)
    this.#library.saveMarks(fingerprint, said)
    this.#tell('marks', fingerprint, filmId)
    return (await this.#saidNow({ filmId, ...said }))!
  }

  async undoMarks(place: FilmPlace): Promise<MarkedFrame | undefined> {
    const fingerprint = await this.fingerprint(place.filmId)
    this.#library.undoMarks(fingerprint, place)
    this.#tell('marks', fingerprint, place.filmId)
    return this.#saidNow(place)
  }

  async removeMarks(place: FilmPlace): Promise<void> {
    const fingerprint = await this.fingerprint(place.filmId)
    this.#library.removeMarks(fingerprint, place)
    this.#tell('marks', fingerprint, place.filmId)
  }

  /** What was changed of a film is changed of its copies too, which may be open from elsewhere. */
  #tell(what: ChangeOfFilm['what'], fingerprint: string, filmId: string): void {
    for (const one of new Set([filmId, ...this.#films.withContent(fingerprint)]))
      this.changes.tell({ filmId: one, what })
  }

  async #saidNow({ filmId, frame, reader }: FilmPlace): Promise<MarkedFrame | undefined> {
    return (await this.keptMarks(filmId)).find((said) => said.frame === frame && said.reader === reader)
  }

  /** Takes films off the worklist of the next session; what was said and drawn of them stays. */
  putAway(paths: readonly string[]): void {
    this.#tryKeeping(() => this.#library.putAway(paths))
    for (const path of paths) {
      this.#fingerprints.forget(path)
      this.#thumbnails.forget(path)
    }
  }

  /** Deletes all that is known of films. */
  async forget(filmIds: readonly string[]): Promise<void> {
    const films = await pMap(
      filmIds,
      async (filmId) => {
        const path = this.#films.path(filmId)
        // What is known of it goes too where the file is gone, or another one lies there.
        const { content } = this.#films.get(filmId)
        const fingerprint = content ?? (await this.#films.content(filmId).catch(() => undefined))
        return { path, fingerprint }
      },
      { concurrency: filesAtATime },
    )
    const copies = new Set(
      films.flatMap(({ fingerprint }) => (fingerprint ? this.#films.withContent(fingerprint) : [])),
    )
    for (const filmId of filmIds) copies.delete(filmId)
    this.#library.forget(films)
    this.putAway(films.map(({ path }) => path))
    for (const filmId of copies)
      for (const what of ['annotations', 'marks', 'notes', 'reviews'] as const) this.changes.tell({ filmId, what })
  }

  /** Deletes all that is known of all films. */
  async clear(): Promise<void> {
    await this.#library.clear()
    this.#fingerprints.clear()
    this.#thumbnails.clear()
  }

  /** What need not be kept for the program to go on. */
  #tryKeeping(keep: () => void): void {
    try {
      keep()
    } catch (thrown) {
      if (!this.#troubles.note(thrown)) throw thrown
    }
  }

  /** SHA-256 of an open film's file, which is read once while it stays what it is. */
  async fingerprint(filmId: string): Promise<string> {
    const path = this.#films.path(filmId)
    const fingerprint = await this.#films.content(filmId)
    this.#tryKeeping(() => this.#library.setFingerprint(path, fingerprint))
    return fingerprint
  }
}
