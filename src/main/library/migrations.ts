import type { DatabaseSync } from 'node:sqlite'
import { ProblemError } from '#shared/problem.ts'

/** Each brings the library one version further. Never changed once released, only added to. */
const migrations: readonly string[] = [
  `CREATE TABLE film (
     path TEXT PRIMARY KEY, name TEXT NOT NULL, header TEXT NOT NULL, fingerprint TEXT, opened_at INTEGER NOT NULL
   ) STRICT;
   CREATE INDEX film_fingerprint ON film (fingerprint);
   CREATE TABLE reading (
     fingerprint TEXT NOT NULL, frame INTEGER NOT NULL, model_id TEXT NOT NULL, verdict TEXT NOT NULL, probability REAL NOT NULL,
     read_at INTEGER NOT NULL, PRIMARY KEY (fingerprint, frame)
   ) STRICT, WITHOUT ROWID;
   CREATE TABLE review (
     fingerprint TEXT NOT NULL, frame INTEGER NOT NULL, opinion TEXT NOT NULL, model_id TEXT, verdict TEXT, probability REAL,
     reviewed_at INTEGER NOT NULL, PRIMARY KEY (fingerprint, frame)
   ) STRICT, WITHOUT ROWID;
   CREATE TABLE annotations (fingerprint TEXT PRIMARY KEY, body TEXT NOT NULL, changed_at INTEGER NOT NULL) STRICT;`,
  `CREATE TABLE marks (
     fingerprint TEXT NOT NULL, frame INTEGER NOT NULL, reader TEXT NOT NULL, version INTEGER NOT NULL, answer TEXT NOT NULL,
     body TEXT NOT NULL, changed_at INTEGER NOT NULL, PRIMARY KEY (fingerprint, frame, reader, version)
   ) STRICT, WITHOUT ROWID;`,
  // A reading of each model, so that going back to a model brings back what it said.
  `CREATE TABLE reading_by_model (
     fingerprint TEXT NOT NULL, frame INTEGER NOT NULL, model_id TEXT NOT NULL, verdict TEXT NOT NULL, probability REAL NOT NULL,
     read_at INTEGER NOT NULL, PRIMARY KEY (fingerprint, frame, model_id)
   ) STRICT, WITHOUT ROWID;
   INSERT INTO reading_by_model SELECT fingerprint, frame, model_id, verdict, probability, read_at FROM reading;
   DROP TABLE reading;
   ALTER TABLE reading_by_model RENAME TO reading;`,
  // Whether the reader saw the model's reading when they answered; NULL where nobody noted that.
  'ALTER TABLE marks ADD COLUMN reading TEXT;',
  `CREATE TABLE note (
     fingerprint TEXT NOT NULL, frame INTEGER NOT NULL, is_key INTEGER NOT NULL, body TEXT NOT NULL, changed_at INTEGER NOT NULL,
     PRIMARY KEY (fingerprint, frame)
   ) STRICT, WITHOUT ROWID;`,
  // What tells a file from another one under its path; NULL where nobody noted that.
  'ALTER TABLE film ADD COLUMN version TEXT;',
  // The id that a film has in the page, from start to start.
  `ALTER TABLE film ADD COLUMN film_id TEXT;
   UPDATE film SET film_id = lower(hex(randomblob(16)));`,
]

export const libraryVersion = migrations.length

/**
 * Brings a database to today's version, each step whole or not at all. Throws `not-readable` for one of a newer
 * program.
 */
export function migrate(db: DatabaseSync): void {
  const version = (db.prepare('PRAGMA user_version').get() as { user_version: number }).user_version
  if (version > libraryVersion) {
    throw new ProblemError('library-newer')
  }
  for (const [index, step] of migrations.entries()) {
    if (index < version) continue
    db.exec(`BEGIN IMMEDIATE; ${step} PRAGMA user_version = ${index + 1}; COMMIT;`)
  }
}
