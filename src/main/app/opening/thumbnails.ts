import type { ComputeService } from '#main/compute/index.ts'

const most = 2000

type Known = { version: string | undefined; picture: Promise<Uint8Array> }

/** Small pictures of films by path, in memory only, each as long as its file stays; the ones longest unused go first. */
export class Thumbnails {
  readonly #compute: Pick<ComputeService, 'thumbnail'>
  readonly #known = new Map<string, Known>()

  constructor(compute: Pick<ComputeService, 'thumbnail'>) {
    this.#compute = compute
  }

  /** A PNG of the file that has this version, see `fileVersion`. Rejects as decoding does. */
  of(path: string, version: string | undefined): Promise<Uint8Array> {
    const before = this.#known.get(path)
    const known = before && before.version === version ? before : { version, picture: this.#compute.thumbnail(path) }
    this.#known.delete(path)
    this.#known.set(path, known)
    known.picture.catch(() => {
      if (this.#known.get(path) === known) this.#known.delete(path)
    })
    const [oldest] = this.#known.keys()
    if (this.#known.size > most && oldest) this.#known.delete(oldest)
    return known.picture
  }

  forget(path: string): void {
    this.#known.delete(path)
  }

  clear(): void {
    this.#known.clear()
  }
}
