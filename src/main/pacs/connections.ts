import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import writeFileAtomic from 'write-file-atomic'
import { z } from 'zod'
import { ProblemError } from '#shared/problem.ts'
import { lockWithin } from '#main/locks/index.ts'
import { connectionSchema, type Connection } from './connection.ts'

const fileSchema = z.object({ formatVersion: z.literal(1), connections: z.array(connectionSchema) })
/** What seals secrets so that only this user, at this machine, can open them. `open` throws for what it has not sealed. */
export type Vault = { seal(secret: string): string; open(sealed: string): string }

/** For another program that changes the connections, milliseconds. */
const longestWait = 10_000

/**
 * The PACS connections that somebody configured, in `connections.json` of the data folder, with passwords and tokens and
 * readable for its user alone. Nothing is ever sent to a place that is not in it.
 */
export class Connections {
  readonly #file: string
  /** Without it secrets lie in the file as they are. */
  readonly vault: Vault | undefined

  constructor(home: string, vault?: Vault) {
    this.vault = vault
    this.#file = join(home, 'connections.json')
  }

  /** By name. Rejects with `not-readable` where the file is damaged. */
  async list(): Promise<Connection[]> {
    let text: string
    try {
      text = await readFile(this.#file, 'utf8')
    } catch (cause) {
      if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return []
      throw new ProblemError('connections-damaged', { cause })
    }
    try {
      return fileSchema.parse(JSON.parse(text)).connections
    } catch (cause) {
      throw new ProblemError('connections-damaged', { cause })
    }
  }

  /** With its secret. Rejects with `not-found`, or 'connection-secret-sealed'. */
  async get(name: string): Promise<Connection> {
    const found = (await this.list()).find((connection) => connection.name === name)
    if (!found) throw new ProblemError('connection-unknown')
    if (found.kind === 'dicom' || found.sealed === undefined) return found
    const { sealed, ...rest } = found
    try {
      return { ...rest, secret: this.vault!.open(sealed) }
    } catch (cause) {
      throw new ProblemError('connection-secret-sealed', { cause })
    }
  }

  /** Rejects with `wrong-use` for a name that is taken, or a connection that cannot be. */
  async add(given: unknown): Promise<Connection> {
    const parsed = connectionSchema.safeParse(given)
    if (!parsed.success) {
      const isSecret = parsed.error.issues.every(({ path }) => path.includes('secret'))
      throw new ProblemError(isSecret ? 'connection-secret-unencrypted' : 'connection-impossible')
    }
    return this.#change((all) => {
      if (all.some(({ name }) => name === parsed.data.name)) throw new ProblemError('connection-name-taken')
      const added = this.#sealed(parsed.data)
      return [[...all, added].sort((a, b) => (a.name < b.name ? -1 : 1)), added]
    })
  }

  /** With its secret. Rejects with `not-found`. */
  remove(name: string): Promise<Connection> {
    return this.#change((all) => {
      const gone = all.find((connection) => connection.name === name)
      if (!gone) throw new ProblemError('connection-unknown')
      return [all.filter((connection) => connection !== gone), gone]
    })
  }

  #sealed(connection: Connection): Connection {
    if (connection.kind === 'dicom' || connection.secret === undefined || !this.vault) return connection
    const { secret, ...rest } = connection
    return { ...rest, sealed: this.vault.seal(secret) }
  }

  async #change<T>(change: (all: Connection[]) => [Connection[], T]): Promise<T> {
    const release = await lockWithin(`${this.#file}.lock`, longestWait)
    if (!release) throw new ProblemError('connections-in-use')
    try {
      const [connections, result] = change(await this.list())
      const text = `${JSON.stringify({ formatVersion: 1, connections }, null, 2)}\n`
      await writeFileAtomic(this.#file, text, { mode: 0o600 })
      return result
    } finally {
      release()
    }
  }
}
