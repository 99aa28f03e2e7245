import {
  appendFileSync,
  chmodSync,
  closeSync,
  fstatSync,
  openSync,
  readFileSync,
  readSync,
  truncateSync,
} from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { auditNoteSchema, type AuditCheck, type AuditEntry, type AuditNote, type AuditPage } from '#shared/audit.ts'
import { attachUnwritable, openOwned } from '#main/databases/index.ts'
import { checked, entryOf, noEntries, sealed, type Anchor } from './chain.ts'

type Options = {
  /** The log: JSON lines. */
  file: string
  /** A SQLite database that lies elsewhere and holds the last hash. */
  anchor: string
  host: AuditEntry['host']
}

/** Other programs on the same data are waited for, milliseconds. */
const settings = 'PRAGMA busy_timeout = 5000;'
const table =
  'CREATE TABLE IF NOT EXISTS audit_head (one INTEGER PRIMARY KEY CHECK (one = 1), entries INTEGER NOT NULL, hash TEXT NOT NULL) STRICT'

/**
 * A log that is only ever added to. Each entry holds the hash of the one before, so that a change anywhere breaks the
 * chain; number and hash of the last one are kept in a database as well, so that an end that was cut off is missed. The
 * database's own lock lets programs that run at the same time add one after the other.
 */
export class AuditLog {
  readonly #options: Options
  #opened: DatabaseSync | undefined

  constructor(options: Options) {
    this.#options = options
  }

  /** Throws what the disk says. */
  add(note: AuditNote): void {
    const { file, host } = this.#options
    const said = auditNoteSchema.parse(note)
    const db = this.#writable()
    db.exec('BEGIN IMMEDIATE')
    try {
      const last = knownIn(db, 'main') ?? noEntries
      const { before, torn, size } = endOf(file, last)
      const entry = { entry: before.entries + 1, at: new Date().toISOString(), host, ...said, before: before.hash }
      const { line, hash } = sealed(entry)
      try {
        // In one call: two programs that added at the same time would still not write into each other's line.
        appendFileSync(file, torn ? `\n${line}` : line, { mode: 0o600 })
        db.prepare('INSERT OR REPLACE INTO audit_head (one, entries, hash) VALUES (1, ?, ?)').run(entry.entry, hash)
        db.exec('COMMIT')
      } catch (thrown) {
        // Part of a line, on a disk that is full, would be taken for a line that somebody changed.
        truncateSync(file, size)
        throw thrown
      }
    } catch (thrown) {
      // A full disk may have ended it already.
      if (db.isTransaction) db.exec('ROLLBACK')
      throw thrown
    }
  }

  /** The newest first; what cannot be read is left out. */
  page({ from, most }: { from: number; most: number }): AuditPage {
    const all = this.#lines().reverse()
    const entries = all.flatMap((line) => entryOf(line) ?? [])
    return { entries: entries.slice(from, from + most), total: entries.length }
  }

  /** Also where nothing can be written. */
  verify(head?: string): AuditCheck {
    let db: DatabaseSync
    try {
      db = this.#writable()
      // Nobody adds meanwhile.
      db.exec('BEGIN IMMEDIATE')
    } catch {
      return checked(this.#lines(), this.#knownUnwritable(), head)
    }
    try {
      return checked(this.#lines(), knownIn(db, 'main'), head)
    } finally {
      db.exec('COMMIT')
    }
  }

  close(): void {
    this.#opened?.close()
    this.#opened = undefined
  }

  /** Opened when something is written. */
  #writable(): DatabaseSync {
    if (this.#opened) return this.#opened
    const { file, anchor } = this.#options
    closeSync(openSync(file, 'a', 0o600))
    chmodSync(file, 0o600)
    const db = openOwned(anchor)
    try {
      db.exec(settings)
      db.exec(table)
      return (this.#opened = db)
    } catch (thrown) {
      db.close()
      throw thrown
    }
  }

  #knownUnwritable(): Anchor | undefined {
    const db = new DatabaseSync(':memory:')
    try {
      const detach = attachUnwritable(db, this.#options.anchor)
      try {
        return knownIn(db, 'kept')
      } finally {
        detach()
      }
    } catch {
      return undefined
    } finally {
      db.close()
    }
  }

  #lines(): string[] {
    try {
      const lines = readFileSync(this.#options.file, 'utf8').split('\n')
      return lines.at(-1) === '' ? lines.slice(0, -1) : lines
    } catch (thrown) {
      if ((thrown as NodeJS.ErrnoException).code === 'ENOENT') return []
      throw thrown
    }
  }
}

function knownIn(db: DatabaseSync, schema: 'main' | 'kept'): Anchor | undefined {
  const row = db.prepare(`SELECT entries, hash FROM ${schema}.audit_head`).get()
  return row && { entries: Number(row.entries), hash: String(row.hash) }
}

/** More than any line has. */
const tailBytes = 8192

/**
 * What the next entry comes after: the last one that is known of, or one more that was written when the program died
 * before it could say so. A log that was cut or changed is not gone on with as if it were whole: the next entry fits the
 * one that is known of, and the gap stays to be seen.
 */
function endOf(file: string, known: Anchor): { before: Anchor; torn: boolean; size: number } {
  const descriptor = openSync(file, 'r')
  try {
    const { size } = fstatSync(descriptor)
    const bytes = Buffer.alloc(Math.min(size, tailBytes))
    readSync(descriptor, bytes, 0, bytes.length, size - bytes.length)
    const text = bytes.toString('utf8')
    const last = entryOf(text.trimEnd().split('\n').at(-1) ?? '')
    const isOneMore = last?.before === known.hash && last.entry === known.entries + 1
    return {
      before: isOneMore ? { entries: last.entry, hash: last.hash } : known,
      torn: size > 0 && !text.endsWith('\n'),
      size,
    }
  } finally {
    closeSync(descriptor)
  }
}
