import { setTimeout as sleep } from 'node:timers/promises'

/** How long answers of the system may still come once a process wants to end, milliseconds. */
const graceMs = 2_000

/** Requests to the file system that have not been answered. */
const isOwed = (): boolean => process.getActiveResourcesInfo().some((name) => /^(?:FSReq|FileHandle)/.test(name))

/**
 * Ends this process with an exit code, within seconds. Node itself waits at its end for every thread that is inside the
 * system, and a drive that does not answer keeps one there for good.
 */
export async function leave(code: number): Promise<never> {
  await endIfHeldUp(code)
  process.exit(code)
}

/** The same for a program that has a way of its own to end: does nothing where nothing holds it up. */
export async function endIfHeldUp(code: number): Promise<void> {
  const until = performance.now() + graceMs
  while (isOwed() && performance.now() < until) await sleep(20)
  if (isOwed()) endAtOnce(code)
}

/** Ends this process although threads of it are held up. Runs nothing of what is to be done at an exit. */
export function endAtOnce(code: number): never {
  if (process.platform !== 'win32') {
    try {
      // Another program in the place of this one ends all of its threads, and keeps the exit code.
      process.execve?.('/bin/sh', ['sh', '-c', `exit ${code}`], {})
    } catch {
      // There is no such shell.
    }
  }
  process.kill(process.pid, 'SIGKILL')
  throw new Error('The process has been killed.')
}

/** Resolves when the work has ended, well or not, or after so many milliseconds. */
export async function atMost(milliseconds: number, work: Promise<unknown>): Promise<void> {
  const late = new AbortController()
  await Promise.race([
    work.then(
      () => undefined,
      () => undefined,
    ),
    sleep(milliseconds, undefined, { signal: late.signal }).catch(() => undefined),
  ])
  late.abort()
}
