import type { GreyFilm } from '#shared/film.ts'
import { filmOfKey } from './filmOfKey.ts'

const mostBytes = 256 * 1024 * 1024

/** Decoded frames by key, the longest unused dropped first once they take more than 256 MiB together. */
export class FrameCache {
  private readonly frames = new Map<string, GreyFilm>()
  private bytes = 0

  get(key: string): GreyFilm | undefined {
    const film = this.frames.get(key)
    if (film) {
      this.frames.delete(key)
      this.frames.set(key, film)
    }
    return film
  }

  set(key: string, film: GreyFilm): void {
    this.delete(key)
    this.frames.set(key, film)
    this.bytes += bytesOf(film)
    for (const oldest of this.frames.keys()) {
      if (this.bytes <= mostBytes || oldest === key) break
      this.delete(oldest)
    }
  }

  private delete(key: string): void {
    const film = this.frames.get(key)
    if (!film) return
    this.bytes -= bytesOf(film)
    this.frames.delete(key)
  }

  /** Drops all frames of these films. */
  deleteOf(filmIds: ReadonlySet<string>): void {
    for (const key of [...this.frames.keys()]) if (filmIds.has(filmOfKey(key))) this.delete(key)
  }
}

function bytesOf({ values, overlays = [], shutter }: GreyFilm): number {
  const own = values.byteLength + (shutter?.bits.byteLength ?? 0)
  return overlays.reduce((sum, { bits }) => sum + bits.byteLength, own)
}
