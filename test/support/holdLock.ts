import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'

const script = join(import.meta.dirname, 'lockHolder.ts')

export type LockHolder = { pid: number; /** Ends it as a crash does. */ kill(): Promise<void> }

/** Another program that holds a lock until it is killed. */
export async function holdLock(path: string): Promise<LockHolder> {
  const child = spawn(process.execPath, [script, path], { stdio: ['ignore', 'pipe', 'inherit'] })
  const gone = once(child, 'exit')
  await once(child.stdout, 'data')
  return {
    pid: child.pid!,
    kill: async () => {
      child.kill('SIGKILL')
      await gone
    },
  }
}
