import { randomUUID } from 'node:crypto'
import type { Dirent } from 'node:fs'
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Queue } from './queue.ts'

/** Where films and results of the queue lie: a file and a folder, named by a film's id. */
export class Store {
  /** Objects on their way. */
  readonly coming: string
  readonly #films: string
  readonly #results: string

  constructor(folder: string) {
    this.coming = join(folder, 'coming')
    this.#films = join(folder, 'films')
    this.#results = join(folder, 'results')
  }

  filmOf = (id: string): string => join(this.#films, `${id}.dcm`)
  resultsOf = (id: string): string => join(this.#results, id)
  /** Where results are made; they are there when they are all there. */
  unfinishedOf = (id: string): string => join(this.#results, `${id}.part`)

  /** Makes the folders, and removes what a crash has left and the queue knows nothing of. */
  async open(queue: Queue): Promise<void> {
    await rm(this.coming, { recursive: true, force: true })
    for (const folder of [this.coming, this.#films, this.#results])
      await mkdir(folder, { recursive: true, mode: 0o700 })
    const kept = queue.open().filter(({ state }) => state !== 'failed')
    const known = new Set(kept.flatMap(({ id }) => [this.filmOf(id), this.resultsOf(id)]))
    for (const { id } of queue.kept()) known.add(this.filmOf(id))
    for (const folder of [this.#films, this.#results]) {
      for (const name of await readdir(folder)) {
        const path = join(folder, name)
        if (!known.has(path)) await rm(path, { recursive: true, force: true })
      }
    }
  }

  /** Takes a whole file in; it is on the disk when this resolves. */
  async take(path: string, id: string): Promise<void> {
    await rename(path, this.filmOf(id))
    await sync(this.#films)
  }

  /** 0 where there is none. */
  async filmBytes(id: string): Promise<number> {
    return (await stat(this.filmOf(id)).catch(() => undefined))?.size ?? 0
  }

  async dropFilm(id: string): Promise<void> {
    await rm(this.filmOf(id), { force: true })
  }

  async dropResults(id: string): Promise<void> {
    for (const path of [this.unfinishedOf(id), this.resultsOf(id)]) await rm(path, { recursive: true, force: true })
  }

  async drop(id: string): Promise<void> {
    await this.dropFilm(id)
    await this.dropResults(id)
  }

  /** Results that are not sent yet: a file that was sent is removed. */
  async resultFiles(id: string): Promise<string[]> {
    const entries = await within(this.resultsOf(id)).catch((thrown: unknown) => {
      if ((thrown as NodeJS.ErrnoException).code === 'ENOENT') return []
      throw thrown
    })
    return entries.filter((entry) => entry.isFile() && entry.name.endsWith('.dcm')).map((entry) => join(entry.parentPath, entry.name)).sort() // prettier-ignore
  }

  /** The results are whole. Resolves with their size in bytes. */
  async finish(id: string): Promise<number> {
    const unfinished = this.unfinishedOf(id)
    await mkdir(unfinished, { recursive: true, mode: 0o700 })
    // A name that is on the disk before its bytes is an empty file after a loss of power.
    for (const entry of await within(unfinished)) {
      const path = join(entry.parentPath, entry.name)
      await (entry.isDirectory() ? sync(path) : syncFile(path))
    }
    await sync(unfinished)
    await rm(this.resultsOf(id), { recursive: true, force: true })
    await rename(unfinished, this.resultsOf(id))
    await sync(this.#results)
    const sizes = await Promise.all((await this.resultFiles(id)).map(async (path) => (await stat(path)).size))
    return sizes.reduce((sum, size) => sum + size, 0)
  }
}

const within = (folder: string): Promise<Dirent[]> => readdir(folder, { recursive: true, withFileTypes: true })

export const newId = (): string => randomUUID()

/** A name outlives a loss of power only when its folder is written; Windows does not know that. */
async function sync(folder: string): Promise<void> {
  if (process.platform !== 'win32') await syncFile(folder, 'r')
}

/** Windows writes none to the disk that is open for reading alone. */
async function syncFile(path: string, flags = 'r+'): Promise<void> {
  const handle = await open(path, flags)
  await handle.sync().finally(() => handle.close())
}
