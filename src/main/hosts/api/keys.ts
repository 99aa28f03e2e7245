import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import writeFileAtomic from 'write-file-atomic'
import { z } from 'zod'
import { ProblemError } from '#shared/problem.ts'
import { lockWithin } from '#main/locks/index.ts'

/** What a key may be used for: to see which models are here; to send films and see what is said of them. */
export const apiScopes = ['models', 'readings'] as const
export type ApiScope = (typeof apiScopes)[number]

const keySchema = z.object({
  /** Tells keys apart; it is no secret. */
  id: z.string().regex(/^[0-9a-f]{12}$/),
  name: z
    .string()
    .max(100)
    .regex(/^[^\p{C}]+$/u),
  scopes: z.array(z.enum(apiScopes)).min(1),
  createdAt: z.iso.datetime(),
  expiresAt: z.iso.datetime().optional(),
  revokedAt: z.iso.datetime().optional(),
  /** Of the whole key. It has 256 random bits, so that no slow hash is needed against guessing. */
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
})
const keysFileSchema = z.object({ formatVersion: z.literal(1), keys: z.array(keySchema) })
type StoredKey = z.infer<typeof keySchema>

/** A key as it is listed: all but its hash. */
export type ApiKey = Omit<StoredKey, 'sha256'>
/** Who sent a request. */
export type Caller = { keyId: string; scopes: readonly ApiScope[] }

/** For another program that changes the keys, milliseconds. */
const longestWait = 10_000

const keyPattern = /^fg_([0-9a-f]{12})_[A-Za-z0-9_-]{43}$/
const hashOf = (key: string): Buffer => createHash('sha256').update(key).digest()

/**
 * The keys of the HTTP API, in `api-keys.json` of the program's data folder, readable for its user alone. The keys
 * themselves are told once, when they are made; what is kept are their hashes. The file is read for each request, so
 * that a key that is revoked is of no more use at once, whichever program revoked it.
 */
export class ApiKeys {
  readonly #file: string

  constructor(home: string) {
    this.#file = join(home, 'api-keys.json')
  }

  /** Oldest first. Rejects with `not-readable` where the file is damaged: no key is taken for good then. */
  async list(): Promise<ApiKey[]> {
    return (await this.#read()).map(({ sha256: _, ...key }) => key)
  }

  /** A new key. What is answered here is never told again. */
  async create(
    { name, scopes, days }: { name: string; scopes: readonly ApiScope[]; days?: number | undefined },
    now = new Date(),
  ): Promise<{ key: string; about: ApiKey }> {
    const id = randomBytes(6).toString('hex')
    const key = `fg_${id}_${randomBytes(32).toString('base64url')}`
    const about: ApiKey = {
      id,
      name,
      scopes: [...new Set(scopes)],
      createdAt: now.toISOString(),
      ...(days === undefined ? {} : { expiresAt: new Date(now.getTime() + days * 86_400_000).toISOString() }),
    }
    const entry = keySchema.safeParse({ ...about, sha256: hashOf(key).toString('hex') })
    if (!entry.success) throw new ProblemError('api-key-misnamed', { cause: entry.error })
    await this.#change((keys) => keys.push(entry.data))
    return { key, about }
  }

  /** Rejects with `not-found` where there is no such key. Revoking one again changes nothing. */
  async revoke(id: string, now = new Date()): Promise<ApiKey> {
    return this.#change((keys) => {
      const key = keys.find((one) => one.id === id)
      if (!key) throw new ProblemError('api-key-unknown')
      key.revokedAt ??= now.toISOString()
      const { sha256: _, ...about } = key
      return about
    })
  }

  /** Who has sent a key; undefined for one that is unknown, revoked or out of date. Constant in time for one id. */
  async callerOf(key: string, now = new Date()): Promise<Caller | undefined> {
    const id = keyPattern.exec(key)?.[1]
    const known = id === undefined ? undefined : (await this.#read()).find((one) => one.id === id)
    if (!known || !timingSafeEqual(hashOf(key), Buffer.from(known.sha256, 'hex'))) return undefined
    const isOver = known.expiresAt !== undefined && Date.parse(known.expiresAt) <= now.getTime()
    return known.revokedAt !== undefined || isOver ? undefined : { keyId: known.id, scopes: known.scopes }
  }

  async #read(): Promise<StoredKey[]> {
    try {
      return keysFileSchema.parse(JSON.parse(await readFile(this.#file, 'utf8'))).keys
    } catch (cause) {
      if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return []
      throw new ProblemError('api-keys-damaged', { cause })
    }
  }

  /** One program at a time: a key that is made must not bring back one that another program revokes. */
  async #change<T>(change: (keys: StoredKey[]) => T): Promise<T> {
    const release = await lockWithin(`${this.#file}.lock`, longestWait)
    if (!release) throw new ProblemError('api-keys-in-use')
    try {
      const keys = await this.#read()
      const result = change(keys)
      await this.#write(keys)
      return result
    } finally {
      release()
    }
  }

  async #write(keys: readonly StoredKey[]): Promise<void> {
    try {
      await writeFileAtomic(this.#file, `${JSON.stringify({ formatVersion: 1, keys }, null, 1)}\n`, { mode: 0o600 })
    } catch (cause) {
      throw new ProblemError('new-file-not-writable', { cause })
    }
  }
}
