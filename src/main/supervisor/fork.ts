import { fork } from 'node:child_process'
import { type ComputeChild, computeEntry } from '#main/compute/index.ts'
import { childOptions } from './childOptions.ts'

/**
 * V8 of Node 18 to 24 ends a process now and then where the processor has protection keys: its list of pages with
 * compiled code misses one ("Check failed: jit_page.has_value()", nodejs/node issue 64500). It costs a retry, not a
 * result; without the keys it does not happen. Other builds do not know the flag.
 */
const steadyCode = process.platform === 'linux' && process.arch === 'x64' ? ['--no-memory-protection-keys'] : []

/**
 * The compute process as a child of plain Node. Its output is thrown away: native libraries print what they like, and a
 * host's standard output belongs to the host. FRACTUREGUARD_DEBUG=1 lets its standard error through.
 */
export function forkCompute(
  environment: Readonly<Record<string, string>> = {},
  entry: string = computeEntry,
): ComputeChild {
  const { execArgv, env } = childOptions(environment)
  const child = fork(entry, [], {
    serialization: 'advanced',
    execArgv: [...execArgv, ...steadyCode],
    env,
    stdio: ['ignore', 'ignore', process.env.FRACTUREGUARD_DEBUG === '1' ? 'inherit' : 'ignore', 'ipc'],
  })
  const { promise: exited, resolve } = Promise.withResolvers<void>()
  child.once('exit', () => resolve())
  // Without a process there is no 'exit', only this.
  child.on('error', () => {
    if (child.pid === undefined) resolve()
  })
  return {
    pid: child.pid,
    exited,
    // A message to a process that has just died is lost; its calls are rejected when its end is seen.
    post: (message) => void child.send(message as object, () => undefined),
    onMessage: (listener) => void child.on('message', listener),
    end: () => {
      if (child.connected) child.disconnect()
    },
    kill: () => void child.kill('SIGKILL'),
  }
}
