import { fileURLToPath } from 'node:url'
import type { ComputeChild } from '#main/compute/index.ts'
import { forkCompute } from '#main/supervisor/fork.ts'

/** Starts `fakeCompute.ts` in a process of its own. */
export function launchFake(): ComputeChild {
  return forkCompute({}, fileURLToPath(new URL('fakeCompute.ts', import.meta.url)))
}

/** True while a process of that id runs. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}
