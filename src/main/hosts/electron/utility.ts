import { type LaunchCompute, computeEntry } from '#main/compute/index.ts'
import { childOptions } from '#main/supervisor/index.ts'
import type { ElectronCalls } from './electronCalls.ts'

/**
 * The compute process as Electron's own kind of child. Like in the other hosts its output is thrown away unless
 * debugging asks for it.
 */
export function launchUtility({ utilityProcess }: ElectronCalls): LaunchCompute {
  return (environment) => {
    const child = utilityProcess.fork(computeEntry, [], {
      ...childOptions(environment),
      serviceName: 'FractureGuard compute',
      stdio: ['ignore', 'ignore', process.env.FRACTUREGUARD_DEBUG === '1' ? 'inherit' : 'ignore'],
    })
    const { promise: exited, resolve } = Promise.withResolvers<void>()
    child.once('exit', () => resolve())
    return {
      get pid() {
        return child.pid
      },
      exited,
      post: (message) => child.postMessage(message),
      onMessage: (listener) => void child.on('message', listener),
      end: () => void child.kill(),
      kill: () => killAtOnce(child),
    }
  }
}

/** Electron's kill is SIGTERM, which a process that hangs in native code never gets round to. */
function killAtOnce(child: Electron.UtilityProcess): void {
  if (process.platform === 'win32' || child.pid === undefined) return void child.kill()
  try {
    process.kill(child.pid, 'SIGKILL')
  } catch {
    // It has just ended by itself.
  }
}
