import type { FilmPreview, GreyFilm } from '#shared/film.ts'
import { previewOf } from '#shared/greyPyramid.ts'
import { fileVersion } from '#main/files/index.ts'

/** Longest that a frame is kept for the call that asks for all of it, milliseconds. */
const longest = 10_000

type Frame = { path: string; version: string | undefined; frame: number; film: GreyFilm }
type Decode = (path: string, frame: number) => Promise<GreyFilm>

/** Makes previews of frames; all of the last one is kept for a moment, so that it is not decoded twice. */
export class Previews {
  readonly #decode: Decode
  #kept: Frame | undefined
  #timer: NodeJS.Timeout | undefined

  constructor(decode: Decode) {
    this.#decode = decode
  }

  /** See `previewOf`; null where there can be none. */
  async preview(path: string, frame: number, halvings: number): Promise<FilmPreview | null> {
    const version = await fileVersion(path)
    const film = await this.#decode(path, frame)
    this.#keep({ path, version, frame, film })
    return previewOf(film, halvings) ?? null
  }

  /** All of a frame. What was kept is handed out once. */
  async film(path: string, frame: number): Promise<GreyFilm> {
    const kept = this.#kept
    if (kept?.path !== path || kept.frame !== frame || kept.version !== (await fileVersion(path)))
      return this.#decode(path, frame)
    if (this.#kept === kept) this.#keep(undefined)
    return kept.film
  }

  /** Lets go of what is kept. */
  close(): void {
    this.#keep(undefined)
  }

  #keep(film: Frame | undefined): void {
    clearTimeout(this.#timer)
    this.#kept = film
    if (film) this.#timer = setTimeout(() => this.#keep(undefined), longest).unref()
  }
}
