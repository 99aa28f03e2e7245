import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from 'vitest'

/** A new folder that goes when the tests of the file have run. */
export async function newFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'fractureguard-test-'))
  afterAll(() => rm(folder, { recursive: true, force: true }))
  return folder
}
