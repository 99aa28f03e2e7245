import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import pLimit from 'p-limit'
import { ProblemError, toProblem, type Problem, type ProblemCode } from '#shared/problem.ts'
import { tryLock, type Release } from '#main/locks/index.ts'
import {
  filmClasses,
  listen,
  objectFile,
  storeStatus,
  type Peer,
  type ReceivedObject,
  type StorageServer,
  type StoreStatus,
} from '#main/pacs/index.ts'
import type { FilmVerdicts } from './filmVerdicts.ts'
import { KeptFilms, type IsInUse } from './keptFilms.ts'
import { Loop } from './loop.ts'
import { longestWaitMs, Queue, type QueuedFilm } from './queue.ts'
import { sendResults } from './sendResults.ts'
import { newId, Store } from './store.ts'

/** What happens, for whoever keeps the log: UIDs and AE titles, and nothing of a patient. */
export type NodeEvent =
  | { event: 'received' | 'known'; film: string; from: string }
  | { event: 'refused'; reason: 'calling' | 'called' | 'status'; from: string; status?: string }
  | ({ event: 'read'; film: string } & FilmVerdicts)
  | { event: 'not-read'; film: string; problem: Problem; againInMs?: number }
  | { event: 'sent'; film: string; objects: number }
  /** `objects`: those that were sent all the same. */
  | { event: 'not-sent'; film: string; objects: number; problem: Problem; againInMs?: number }
  /** The queue itself: such as a full disk. */
  | { event: 'trouble'; problem: Problem }

export type FilmNodeOptions = {
  folder: string
  host: string
  port: number
  aeTitle: string
  allowed: readonly string[]
  /** Of films and results that wait, and films that stay. */
  mostBytes: number
  /**
   * Films stay when their results are sent, for some days and until others need their room; those that somebody uses
   * stay longer.
   */
  stay?: { isInUse: IsInUse }
  /** Wait after the first failure; it doubles with each. */
  retryMs: number
  /** Reads a film and writes its results below a folder; resolves with what became of its frames. */
  read(path: string, to: string): Promise<FilmVerdicts>
  /** Where results go; asked for each time, so that a connection that was changed or removed counts. */
  destination(): Promise<Pick<Peer, 'send'>>
  tell(event: NodeEvent): void
}

/** The film is not to blame: it is tried again for as long as it takes. */
const ofThisPlace = new Set<ProblemCode>([
  'disk-full',
  'not-writable',
  'read-only',
  'in-use',
  'interrupted',
  'engine-unavailable',
  'model-not-found',
  'model-invalid',
])
/** It may be to blame: these are tried so often. */
const perhapsOfThisPlace = new Set<ProblemCode>(['compute-crashed', 'engine-failed', 'time-limit', 'internal'])
const mostTries = 3
/** Films whose results are sent together. */
const together = 16
/** How often there is a look at what may go. */
const lookMs = 60 * 60_000

/** Reads X-ray films as they arrive, and sends the results to one place. What it has taken in outlives the program. */
export class FilmNode {
  readonly #options: FilmNodeOptions
  readonly #queue: Queue
  readonly #store: Store
  readonly #kept: KeptFilms
  readonly #release: Release
  readonly #ending = new AbortController()
  readonly #loops: Loop[]
  /** The same film from two sides at once is one. */
  readonly #oneByOne = pLimit(1)
  /** Films that were read again because a result was damaged: one that is damaged each time would be read for ever. */
  readonly #readAgain = new Set<string>()
  #server: StorageServer | undefined

  private constructor(options: FilmNodeOptions, parts: { queue: Queue; store: Store; release: Release }) {
    this.#options = options
    this.#queue = parts.queue
    this.#store = parts.store
    this.#kept = new KeptFilms(parts.queue, parts.store, options.stay?.isInUse)
    this.#release = parts.release
    const onFailure = (thrown: unknown): number => {
      options.tell({ event: 'trouble', problem: toProblem(thrown) })
      return options.retryMs
    }
    this.#loops = [new Loop(() => this.#readNext(), onFailure), new Loop(() => this.#sendNext(), onFailure)]
  }

  /** Listens and works. Rejects with 'node-in-use', 'node-queue-damaged' or 'node-port-not-usable'. */
  static async start(options: FilmNodeOptions): Promise<FilmNode> {
    const { folder } = options
    const queue = new Queue(folder)
    const release = tryLock(join(folder, 'node.lock'))
    if (!release) {
      queue.close()
      throw new ProblemError('node-in-use')
    }
    const store = new Store(folder)
    const node = new FilmNode(options, { queue, store, release })
    try {
      await store.open(queue)
      await node.#listen()
      return node
    } catch (thrown) {
      await node.stop()
      throw thrown
    }
  }

  get port(): number {
    return this.#server!.port
  }

  counts = () => this.#queue.counts()

  /** Takes nothing more in, ends the film at hand and stops what is being sent, which is sent again next time. */
  async stop(): Promise<void> {
    this.#ending.abort(new ProblemError('work-ended'))
    await this.#server?.close()
    await Promise.all(this.#loops.map((loop) => loop.stop()))
    this.#queue.close()
    this.#release()
  }

  async #listen(): Promise<void> {
    const { host, port, aeTitle, allowed, tell, mostBytes } = this.#options
    await this.#forgetOld()
    this.#server = await listen({
      ...{ host, port, aeTitle, allowed, classes: filmClasses, folder: this.#store.coming },
      room: () => mostBytes - this.#queue.waitingBytes(),
      onObject: (object) => this.#oneByOne(() => this.#receive(object)),
      onRefused: (reason, from, status) =>
        tell({ event: 'refused', reason, from, ...(status === undefined ? {} : { status: hex(status) }) }),
    })
    for (const loop of this.#loops) loop.start()
  }

  async #receive({ path, sopInstanceUid, sha256, from }: ReceivedObject): Promise<StoreStatus> {
    const { tell, mostBytes } = this.#options
    const said = await objectFile(path).catch(() => undefined)
    if (!said) return storeStatus.notUnderstood
    if (said.sopInstanceUid !== sopInstanceUid) return storeStatus.otherThanSaid
    const known = this.#queue.find(sopInstanceUid, sha256)
    if (known && known.state !== 'failed') {
      tell({ event: 'known', film: sopInstanceUid, from })
      return storeStatus.success
    }
    const { size: bytes } = await stat(path)
    if (this.#queue.waitingBytes() + bytes > mostBytes) return storeStatus.outOfResources
    await this.#kept.makeRoom(mostBytes - bytes)
    if (this.#queue.bytes() + bytes > mostBytes) return storeStatus.outOfResources
    const id = newId()
    await this.#store.take(path, id)
    this.#queue.add({ id, sopInstanceUid, sha256, from, bytes })
    tell({ event: 'received', film: sopInstanceUid, from })
    this.#loops[0]!.wake()
    return storeStatus.success
  }

  async #readNext(): Promise<number | undefined> {
    const [film] = this.#queue.due('received', 1)
    if (!film) return this.#queue.nextIn('received')
    const { id, sopInstanceUid } = film
    try {
      const said = await this.#options.read(this.#store.filmOf(id), this.#store.unfinishedOf(id))
      const results = await this.#store.finish(id)
      this.#queue.move(id, 'read', this.#options.stay ? film.bytes + results : results)
      this.#options.tell({ event: 'read', film: sopInstanceUid, ...said })
      if (!this.#options.stay) await this.#store.dropFilm(id)
      this.#loops[1]!.wake()
    } catch (thrown) {
      // The end has broken it off; it is read next time.
      if (this.#ending.signal.aborted) return undefined
      await this.#notRead(film, toProblem(thrown))
    }
    return 0
  }

  async #notRead(film: QueuedFilm, problem: Problem): Promise<void> {
    const { id, sopInstanceUid, tries } = film
    const { code } = problem
    if (ofThisPlace.has(code) || (perhapsOfThisPlace.has(code) && tries + 1 < mostTries)) {
      const againInMs = this.#waitAfter(tries)
      this.#queue.again(id, code, againInMs)
      this.#options.tell({ event: 'not-read', film: sopInstanceUid, problem, againInMs })
      return
    }
    this.#queue.move(id, 'failed', 0, code)
    await this.#store.drop(id)
    this.#options.tell({ event: 'not-read', film: sopInstanceUid, problem })
  }

  async #sendNext(): Promise<number | undefined> {
    const films = this.#queue.due('read', together)
    if (films.length === 0) {
      await this.#forgetOld()
      return Math.min(lookMs, this.#queue.nextIn('read') ?? lookMs)
    }
    const outcomes = await sendResults(films, {
      store: this.#store,
      destination: () => this.#options.destination(),
      signal: this.#ending.signal,
    })
    const isEnding = this.#ending.signal.aborted
    for (const { film, objects, problem, isDamaged } of outcomes) {
      const { id, sopInstanceUid } = film
      if (problem && isEnding) {
        // The end has broken it off; the rest is sent next time.
        if (objects > 0) this.#options.tell({ event: 'not-sent', film: sopInstanceUid, objects, problem })
        continue
      }
      if (problem) {
        const againInMs = await this.#notSent(film, problem, isDamaged)
        const again = againInMs === undefined ? {} : { againInMs }
        this.#options.tell({ event: 'not-sent', film: sopInstanceUid, objects, problem, ...again })
        continue
      }
      this.#readAgain.delete(id)
      this.#queue.move(id, 'sent', this.#options.stay ? await this.#store.filmBytes(id) : 0)
      await (this.#options.stay ? this.#store.dropResults(id) : this.#store.drop(id))
      this.#options.tell({ event: 'sent', film: sopInstanceUid, objects })
    }
    return isEnding ? undefined : 0
  }

  /** Resolves with when it is tried again; undefined where it cannot be. */
  async #notSent({ id, tries }: QueuedFilm, problem: Problem, isDamaged = false): Promise<number | undefined> {
    const againInMs = this.#waitAfter(tries)
    if (!isDamaged) {
      this.#queue.again(id, problem.code, againInMs)
      return againInMs
    }
    const bytes = this.#readAgain.has(id) ? 0 : await this.#store.filmBytes(id)
    if (bytes === 0) {
      this.#queue.move(id, 'failed', 0, problem.code)
      await this.#store.drop(id)
      return undefined
    }
    this.#readAgain.add(id)
    this.#queue.move(id, 'received', bytes, problem.code)
    this.#queue.again(id, problem.code, againInMs)
    this.#loops[0]!.wake()
    return againInMs
  }

  async #forgetOld(): Promise<void> {
    await this.#kept.forgetOld()
    this.#queue.forgetOld()
  }

  #waitAfter(tries: number): number {
    return Math.min(longestWaitMs, this.#options.retryMs * 2 ** Math.min(tries, 20))
  }
}

const hex = (status: number): string => status.toString(16).toUpperCase().padStart(4, '0')
