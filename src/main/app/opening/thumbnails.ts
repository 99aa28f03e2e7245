import type { ComputeService } from '#main/compute/index.ts'

const most = 2000

/** Small pictures of films by path, in memory only; the ones longest unused go first. */
export class Thumbnails {
  readonly #compute: ComputeService
  readonly #known = new Map<string, Promise<Uint8Array>>()

  constructor(compute: ComputeService) {
    this.#compute = compute
  }

  /** A PNG. Rejects as decoding does. */
  of(path: string): Promise<Uint8Array> {
    const known = this.#known.get(path) ?? this.#compute.thumbnail(path)
    this.#known.delete(path)
    this.#known.set(path, known)
    known.catch(() => this.#known.delete(path))
    const [oldest] = this.#known.keys()
    if (this.#known.size > most && oldest) this.#known.delete(oldest)
    return known
  }

  forget(path: string): void {
    this.#known.delete(path)
  }

  clear(): void {
    this.#known.clear()
  }
}
