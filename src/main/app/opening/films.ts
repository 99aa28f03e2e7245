import { randomUUID } from 'node:crypto'
import { basename, resolve } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import type { FileHeader, Film } from '#shared/film.ts'
import { ProblemError } from '#shared/problem.ts'
import type { ComputeService } from '#main/compute/index.ts'
import { fileVersion } from '#main/files/index.ts'
import type { Fingerprints } from './fingerprints.ts'

type Opened = {
  film: Film
  path: string
  /** See `fileVersion`; undefined where an earlier program did not keep it. */
  version: string | undefined
  /** SHA-256 of the file, where it was needed. */
  content: string | undefined
}
export type OpenOptions = {
  /** Shown instead of the file's own name. */
  name?: string
  sample?: boolean
}

/**
 * The films that are open, by random id; only this class knows their paths. An id stays with what its file held when it
 * was opened: once another file lies there, the id is refused, and opening it gives a new one.
 */
export class Films {
  readonly #compute: Pick<ComputeService, 'header'>
  readonly #fingerprints: Fingerprints
  readonly #byId = new Map<string, Opened>()
  readonly #idByPath = new Map<string, string>()
  readonly #replaced = new Set<string>()
  #closed: readonly Opened[] = []

  constructor(compute: Pick<ComputeService, 'header'>, fingerprints: Fingerprints) {
    this.#compute = compute
    this.#fingerprints = fingerprints
  }

  /**
   * Reads the file's header again; a file that is open already keeps its id. `replaces`: the film that lay there before.
   * Rejects with a `ProblemError`.
   */
  async open(path: string, options: OpenOptions = {}): Promise<{ film: Film; replaces?: string }> {
    const whole = resolve(path)
    const version = await fileVersion(whole)
    const header = await this.#compute.header(whole)
    const before = this.#at(whole)
    const stays =
      before && (version === undefined || before.version === version || (await this.#holdsSame(before, header)))
    // Another call may have opened it meanwhile.
    const now = this.#at(whole)
    const known = now && (stays || now !== before) ? now : undefined
    const filmId = known?.film.filmId ?? randomUUID()
    const film = { filmId, name: options.name ?? basename(whole), sample: options.sample ?? false, header }
    this.#add({ film, path: whole, version, content: known?.content })
    if (known || !now) return { film }
    this.#byId.delete(now.film.filmId)
    this.#replaced.add(now.film.filmId)
    return { film, replaces: now.film.filmId }
  }

  /** Opens a film by what is remembered of it; no file is touched. */
  restore(kept: Omit<Opened, 'film'> & Pick<Film, 'name' | 'header'> & { filmId?: string }): void {
    const { path, version, content, name, header, filmId = randomUUID() } = kept
    this.#add({ film: { filmId, name, sample: false, header }, path, version, content })
  }

  #add(opened: Opened): void {
    this.#byId.set(opened.film.filmId, opened)
    this.#idByPath.set(opened.path, opened.film.filmId)
  }

  #at(path: string): Opened | undefined {
    return this.#byId.get(this.#idByPath.get(path) ?? '')
  }

  /** In the order in which they were opened. */
  list(): Film[] {
    return [...this.#byId.values()].map((opened) => opened.film)
  }

  has(filmId: string): boolean {
    return this.#byId.has(filmId)
  }

  /** Whether the film at a path is open. */
  isOpen(path: string): boolean {
    return this.#idByPath.has(resolve(path))
  }

  /** Open films of this content, as far as it is known. */
  withContent(content: string): string[] {
    return [...this.#byId.values()].filter((opened) => opened.content === content).map(({ film }) => film.filmId)
  }

  /** The film at a path, where it is open. */
  idOf(path: string): string | undefined {
    return this.#idByPath.get(resolve(path))
  }

  /** An open film with its path. Throws 'not-found', or 'file-changed' where another one was opened in its place. */
  get(filmId: string): Readonly<Opened> {
    return this.#opened(filmId)
  }

  #opened(filmId: string): Opened {
    const opened = this.#byId.get(filmId)
    if (!opened) throw new ProblemError(this.#replaced.has(filmId) ? 'film-replaced' : 'film-not-open')
    return opened
  }

  /** Path of an open film, whatever lies there now. Throws as `get` does. */
  path(filmId: string): string {
    return this.get(filmId).path
  }

  /**
   * Does something with the file of an open film, which is looked at before and after; `version` is what it has then,
   * undefined where it is gone and that is not known. Throws as `get` does, and 'file-changed' where another file lies
   * there than was opened.
   */
  async withFile<T>(filmId: string, use: (path: string, version: string | undefined) => Promise<T>): Promise<T> {
    const opened = this.#opened(filmId)
    await this.#requireSame(opened)
    const made = await use(opened.path, opened.version)
    await this.#requireSame(opened)
    return made
  }

  /** SHA-256 of an open film's file. Throws as `withFile` does, and 'not-readable' where the file is gone. */
  async content(filmId: string): Promise<string> {
    const content = await this.withFile(filmId, (path) => this.#fingerprints.of(path))
    const opened = this.#byId.get(filmId)
    if (opened) opened.content = content
    return content
  }

  async #requireSame(opened: Opened): Promise<void> {
    const version = await fileVersion(opened.path)
    // A file that is gone says so itself when it is read.
    if (version === undefined || opened.version === version) return
    if (!(await this.#holdsSame(opened))) throw new ProblemError('film-replaced')
    opened.version = version
  }

  /** Of a file that was touched: by its content, or by its header where nobody has needed the content. */
  async #holdsSame({ path, film, content }: Opened, header?: FileHeader): Promise<boolean> {
    if (content !== undefined) return (await this.#fingerprints.of(path)) === content
    const now = plain(header ?? (await this.#compute.header(path)))
    // Another version of the program may have learned to say more of a file.
    return Object.entries(plain(film.header)).every(([key, value]) => isDeepStrictEqual(now[key], value))
  }

  /** Forgets a film and answers with its path. A film that is not open is no error: two pages may close it. */
  close(filmId: string): string | undefined {
    const opened = this.#byId.get(filmId)
    if (!opened) return undefined
    this.#byId.delete(filmId)
    this.#idByPath.delete(opened.path)
    return opened.path
  }

  /** Notes films that are about to be closed, so that this can be taken back once. */
  noteClosing(filmIds: readonly string[]): void {
    this.#closed = filmIds.flatMap((filmId) => this.#byId.get(filmId) ?? [])
  }

  /** Opens again what was closed last, under the ids that it had. */
  reopen(): Film[] {
    const again = this.#closed.filter(({ path }) => !this.#idByPath.has(path))
    for (const opened of again) this.#add(opened)
    this.#closed = []
    return again.map(({ film }) => film)
  }

  /** What was closed can no longer be brought back. */
  forgetClosed(): void {
    this.#closed = []
  }
}

/** As it comes back from where it is kept. */
const plain = (header: FileHeader): Record<string, unknown> => JSON.parse(JSON.stringify(header))
