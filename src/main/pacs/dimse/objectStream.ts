import { createHash, randomUUID } from 'node:crypto'
import { open, rm, type FileHandle } from 'node:fs/promises'
import type { Socket } from 'node:net'
import { join } from 'node:path'
import { Writable } from 'node:stream'
import { finished } from 'node:stream/promises'
import { metaInformation, type MetaInformation } from './metaInformation.ts'

/** Above this the network waits for the disk. The library loses the order of what it must wait with in its first write. */
const highWaterMark = 4 * 2 ** 20

/** An object on its way into a file: the bytes of its data set as they come, neither parsed nor held in memory. */
export class ObjectStream extends Writable {
  /** A file of this folder, whole only once `kept` says so. */
  readonly path: string
  readonly about: MetaInformation
  readonly #room: number
  #file: FileHandle | undefined
  readonly #hash = createHash('sha256')
  #bytes = 0

  /** `room`: how many bytes it may take. */
  constructor(folder: string, about: MetaInformation, room: number) {
    super({ highWaterMark })
    this.path = join(folder, `${randomUUID()}.part`)
    this.about = about
    this.#room = room
    // Whoever waits for the end is told; nobody may be waiting yet. The library waits for room, which nobody needs now.
    this.on('error', () => this.emit('drain'))
  }

  /** More has come than there is room for; nothing more is written. */
  get isTooLarge(): boolean {
    return this.#bytes > this.#room
  }

  /** When all has come: whether the whole object is on the disk. Otherwise there is no file. */
  async kept(): Promise<'whole' | 'too-large' | 'disk-full' | 'failed'> {
    try {
      await finished(this)
      if (!this.isTooLarge) return 'whole'
    } catch (thrown) {
      await this.discard()
      return (thrown as NodeJS.ErrnoException).code === 'ENOSPC' ? 'disk-full' : 'failed'
    }
    await this.discard()
    return 'too-large'
  }

  /** Of the data set alone, whoever has sent it; once, when all has come. */
  sha256(): string {
    return this.#hash.digest('hex')
  }

  async discard(): Promise<void> {
    this.destroy()
    await rm(this.path, { force: true }).catch(() => undefined)
  }

  override _construct(done: (error?: Error) => void): void {
    void (async () => {
      this.#file = await open(this.path, 'wx', 0o600)
      await this.#append(metaInformation(this.about))
    })().then(() => done(), done)
  }

  override _write(chunk: Buffer, _encoding: string, done: (error?: Error) => void): void {
    this.#hash.update(chunk)
    this.#append(chunk).then(() => done(), done)
  }

  override _final(done: (error?: Error) => void): void {
    // The sender is told that the object is kept: it must outlast a loss of power.
    this.#file!.sync().then(() => done(), done)
  }

  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    const closed = this.#file?.close() ?? Promise.resolve()
    closed.then(
      () => done(error),
      () => done(error),
    )
  }

  /** What is too much is let pass: the sender hears of it when it has said all. */
  async #append(chunk: Uint8Array): Promise<void> {
    this.#bytes += chunk.length
    if (!this.isTooLarge) await this.#file!.writeFile(chunk)
  }
}

/** To be called with what has come: nothing more is taken from the network while the disk is behind. */
export function waitForDisk(socket: Socket, coming: ObjectStream | undefined): void {
  if (!coming?.writableNeedDrain || socket.isPaused()) return
  socket.pause()
  const goOn = (): void => void socket.resume()
  coming.once('drain', goOn)
  coming.once('close', goOn)
}
