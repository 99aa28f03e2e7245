import { randomUUID } from 'node:crypto'
import { basename, resolve } from 'node:path'
import type { FileHeader, Film } from '#shared/film.ts'
import { ProblemError } from '#shared/problem.ts'
import type { ComputeService } from '#main/compute/index.ts'

type Opened = { film: Film; path: string }
export type OpenOptions = {
  /** Shown instead of the file's own name. */
  name?: string
  sample?: boolean
}

/** The films that are open, by random id; only this class knows their paths. */
export class Films {
  readonly #compute: ComputeService
  readonly #byId = new Map<string, Opened>()
  readonly #idByPath = new Map<string, string>()
  #closed: readonly Opened[] = []

  constructor(compute: ComputeService) {
    this.#compute = compute
  }

  /** Reads the file's header again; a file that is open already keeps its id. Rejects with a `ProblemError`. */
  async open(path: string, options: OpenOptions = {}): Promise<Film> {
    const whole = resolve(path)
    const header = await this.#compute.header(whole)
    const filmId = this.#idByPath.get(whole) ?? randomUUID()
    const film = { filmId, name: options.name ?? basename(whole), sample: options.sample ?? false, header }
    this.#byId.set(filmId, { film, path: whole })
    this.#idByPath.set(whole, filmId)
    return film
  }

  /** Opens a film by what is remembered of it; no file is touched. */
  restore(path: string, name: string, header: FileHeader): void {
    const film = { filmId: randomUUID(), name, sample: false, header }
    this.#byId.set(film.filmId, { film, path })
    this.#idByPath.set(path, film.filmId)
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

  /** The film at a path, where it is open. */
  idOf(path: string): string | undefined {
    return this.#idByPath.get(resolve(path))
  }

  /** An open film with its path. Throws 'not-found'. */
  get(filmId: string): Opened {
    const opened = this.#byId.get(filmId)
    if (!opened) throw new ProblemError('film-not-open')
    return opened
  }

  /** Path of an open film. Throws 'not-found'. */
  path(filmId: string): string {
    return this.get(filmId).path
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
    for (const opened of again) {
      this.#byId.set(opened.film.filmId, opened)
      this.#idByPath.set(opened.path, opened.film.filmId)
    }
    this.#closed = []
    return again.map(({ film }) => film)
  }

  /** What was closed can no longer be brought back. */
  forgetClosed(): void {
    this.#closed = []
  }
}
