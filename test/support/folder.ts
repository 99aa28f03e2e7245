import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A new folder among the temporary files of this run of the tests, which go when it ends. */
export function newFolder(): Promise<string> {
  return mkdtemp(join(tmpdir(), 'fractureguard-test-'))
}
