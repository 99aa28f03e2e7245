import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Names the folder in which a run keeps random weights; see `randomWeights`. */
export const weightsVariable = 'FRACTUREGUARD_TEST_WEIGHTS'

/**
 * All temporary files of a run of the tests, and of the processes that they start, lie in one folder that goes with it;
 * also those of a process that was killed.
 */
export default async function temporaryFiles(): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'fractureguard-tests-'))
  for (const variable of ['TMPDIR', 'TMP', 'TEMP']) process.env[variable] = folder
  // Compiled code of the program is kept for the many processes that the tests start.
  process.env.NODE_COMPILE_CACHE = join(folder, 'code')
  process.env[weightsVariable] = join(folder, 'weights')
  return () => rm(folder, { recursive: true, force: true, maxRetries: 5 })
}
