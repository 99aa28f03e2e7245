import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const here = dirname(fileURLToPath(import.meta.url))

/**
 * From source the file named from here; in the bundle its compiled form, beside or, from a shared chunk, one folder up.
 */
function entry(source: string, bundled: string): string {
  if (import.meta.url.endsWith('.ts')) return join(here, source)
  const beside = join(here, bundled)
  return existsSync(beside) ? beside : join(here, '..', bundled)
}

/** What the compute process runs. */
export const computeEntry = entry('../worker/process.ts', 'compute.js')

/** What each decoding thread runs. */
export const decodeWorkerEntry = entry('../worker/decodeWorker.ts', 'decodeWorker.js')

/** What the thread that makes batches for training runs. */
export const batchWorkerEntry = entry('../training/films/batchWorker.ts', 'batchWorker.js')

/** What each thread with a session of the engine runs. */
export const sessionThreadEntry = entry('../engines/onnx/sessionThread.ts', 'sessionThread.js')
