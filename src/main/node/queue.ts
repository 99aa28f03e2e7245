import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { DatabaseSync } from 'node:sqlite'
import { ProblemError } from '#shared/problem.ts'
import { openOwned } from '#main/databases/index.ts'

/** received: to be read; read: results are to be sent; sent and failed: known, and no results are kept. */
export type FilmState = 'received' | 'read' | 'sent' | 'failed'

/** A film that was received. */
export type QueuedFilm = {
  /** Names its files. */
  id: string
  sopInstanceUid: string
  /** Of the data set, without what the file says of who sent it. */
  sha256: string
  from: string
  state: FilmState
  /** Of what is kept; of one that was sent, of the film. */
  bytes: number
  /** Failed tries of what is to be done now. */
  tries: number
  /** Code of the problem with the last try. */
  code: string | null
  /** When it may be tried, and when its state changed, milliseconds since 1970. */
  dueAt: number
  changedAt: number
}

const formatVersion = 1
const columns = `id, sop_instance_uid AS sopInstanceUid, sha256, sender AS "from", state, bytes, tries, code, due_at AS dueAt, changed_at AS changedAt`

/** No film waits longer for its next try. One that seems to was put off by a clock that was ahead, and is due. */
export const longestWaitMs = 15 * 60_000

/** Films that are known from sending them again is no work; after this they are forgotten. */
const rememberedMs = 30 * 24 * 60 * 60_000

/** What has arrived and what has become of it: outlives a crash, and a loss of power. */
export class Queue {
  readonly #db: DatabaseSync

  /** Throws 'node-queue-damaged'. */
  constructor(folder: string) {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    try {
      this.#db = openOwned(join(folder, 'queue.sqlite'))
      // What the sender was told to be kept must be kept.
      this.#db.exec('PRAGMA busy_timeout = 5000; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;')
      const [{ user_version: version }] = this.#db.prepare('PRAGMA user_version').all() as [{ user_version: number }]
      if (version > formatVersion) throw new Error(`Version ${version} is unknown.`)
      this.#db.exec(`
        CREATE TABLE IF NOT EXISTS film (
          id TEXT PRIMARY KEY, sop_instance_uid TEXT NOT NULL, sha256 TEXT NOT NULL, sender TEXT NOT NULL,
          state TEXT NOT NULL, bytes INTEGER NOT NULL, tries INTEGER NOT NULL, code TEXT,
          due_at INTEGER NOT NULL, changed_at INTEGER NOT NULL, UNIQUE (sop_instance_uid, sha256)
        ) STRICT;
        CREATE INDEX IF NOT EXISTS film_due ON film (state, due_at);
        PRAGMA user_version = ${formatVersion};`)
      const [{ integrity_check: found }] = this.#db.prepare('PRAGMA integrity_check(1)').all() as [
        { integrity_check: string },
      ]
      if (found !== 'ok') throw new Error(found)
    } catch (cause) {
      throw new ProblemError('node-queue-damaged', { cause })
    }
  }

  add(film: Pick<QueuedFilm, 'id' | 'sopInstanceUid' | 'sha256' | 'from' | 'bytes'>): void {
    const { id, sopInstanceUid, sha256, from, bytes } = film
    this.#db
      .prepare(
        `INSERT INTO film VALUES (?, ?, ?, ?, 'received', ?, 0, NULL, 0, ?)
         ON CONFLICT (sop_instance_uid, sha256) DO UPDATE SET id = excluded.id, sender = excluded.sender,
           state = excluded.state, bytes = excluded.bytes, tries = 0, code = NULL, due_at = 0, changed_at = excluded.changed_at`,
      )
      .run(id, sopInstanceUid, sha256, from, bytes, Date.now())
  }

  /** The very same object, if it has come before. */
  find(sopInstanceUid: string, sha256: string): QueuedFilm | undefined {
    return this.#films('WHERE sop_instance_uid = ? AND sha256 = ?', sopInstanceUid, sha256)[0]
  }

  /** What can be done now, oldest first. */
  due(state: 'received' | 'read', most: number): QueuedFilm[] {
    const now = Date.now()
    return this.#films(
      'WHERE state = ? AND (due_at <= ? OR due_at > ?) ORDER BY changed_at, id LIMIT ?',
      ...[state, now, now + longestWaitMs, most],
    )
  }

  /** When the next of them is due, milliseconds from now; undefined where there is none. */
  nextIn(state: 'received' | 'read'): number | undefined {
    const now = Date.now()
    const [row] = this.#db
      .prepare('SELECT min(CASE WHEN due_at > ? THEN 0 ELSE due_at END) AS at FROM film WHERE state = ?')
      .all(now + longestWaitMs, state)
    return typeof row?.at === 'number' ? Math.max(0, row.at - now) : undefined
  }

  /** The next step of a film, `bytes` being kept for it. */
  move(id: string, state: FilmState, bytes: number, code?: string): void {
    this.#db
      .prepare(
        'UPDATE film SET state = ?, bytes = ?, code = ?, tries = 0, due_at = 0, changed_at = max(?, changed_at) WHERE id = ?',
      )
      .run(state, bytes, code ?? null, Date.now(), id)
  }

  /** The same step is tried again later. */
  again(id: string, code: string, waitMs: number): void {
    this.#db
      .prepare('UPDATE film SET tries = tries + 1, code = ?, due_at = ? WHERE id = ?')
      .run(code, Date.now() + waitMs, id)
  }

  /** Films that lie here though they are done with, oldest first. */
  kept(): QueuedFilm[] {
    return this.#films(`WHERE state = 'sent' AND bytes > 0 ORDER BY changed_at, id`)
  }

  /** A film's file is gone. */
  dropped(id: string): void {
    this.#db.prepare('UPDATE film SET bytes = 0 WHERE id = ?').run(id)
  }

  /** Films that are not done with, or could not be read. */
  open(): QueuedFilm[] {
    return this.#films(`WHERE state <> 'sent' ORDER BY changed_at, id`)
  }

  /** How many films there are in each state. */
  counts(): Record<FilmState, number> {
    const rows = this.#db.prepare('SELECT state, count(*) AS films FROM film GROUP BY state').all()
    const of = (state: FilmState): number => Number(rows.find((row) => row.state === state)?.films ?? 0)
    return { received: of('received'), read: of('read'), sent: of('sent'), failed: of('failed') }
  }

  /** Bytes of all that is kept. */
  bytes(): number {
    return this.#total('')
  }

  /** Bytes of what is not done with. */
  waitingBytes(): number {
    return this.#total(`WHERE state IN ('received', 'read')`)
  }

  forgetOld(): void {
    this.#db
      .prepare(`DELETE FROM film WHERE state IN ('sent', 'failed') AND bytes = 0 AND changed_at < ?`)
      .run(Date.now() - rememberedMs)
  }

  close(): void {
    this.#db.close()
  }

  #total(where: string): number {
    const [row] = this.#db.prepare(`SELECT total(bytes) AS bytes FROM film ${where}`).all()
    return Number(row?.bytes ?? 0)
  }

  #films(where: string, ...values: (string | number)[]): QueuedFilm[] {
    return this.#db.prepare(`SELECT ${columns} FROM film ${where}`).all(...values) as QueuedFilm[]
  }
}
