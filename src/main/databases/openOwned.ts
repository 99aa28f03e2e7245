import { chmodSync, closeSync, openSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'

/**
 * Opens or makes a database that nobody but its owner can read, whatever the folder allows; SQLite would make one that
 * everybody can. Throws what the disk says.
 */
export function openOwned(file: string): DatabaseSync {
  closeSync(openSync(file, 'a', 0o600))
  chmodSync(file, 0o600)
  return new DatabaseSync(file)
}
