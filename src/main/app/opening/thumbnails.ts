import type { ComputeService } from '#main/compute/index.ts'
import { fileVersion } from '#main/files/index.ts'

const most = 2000

type Known = { version: string | undefined; picture: Promise<Uint8Array> }

/** Small pictures of films by path, in memory only, each as long as its file stays; the ones longest unused go first. */
export class Thumbnails {
  readonly #compute: Pick<ComputeService, 'thumbnail'>
  readonly #known = new Map<string, Known>()

  constructor(compute: Pick<ComputeService, 'thumbnail'>) {
    this.#compute = compute
  }

  /** A PNG. Rejects as decoding does. */
  async of(path: string): Promise<Uint8Array> {
    const version = await fileVersion(path)
    const before = this.#known.get(path)
    const stays = before && (version === undefined || before.version === version)
    const known = stays ? before : { version, picture: this.#compute.thumbnail(path) }
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
