import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'

const bin = join(import.meta.dirname, '../../bin/fractureguard')

export type CliRun = { code: number | null; stdout: string; stderr: string }
export type StartedCli = { child: ChildProcess; done: Promise<CliRun>; stdout(): string }

/** Starts the real command line with its own data folder. */
export function startCli(home: string, ...args: string[]): StartedCli {
  return startCliIn({}, home, ...args)
}

/** With other environment variables; `undefined` takes one away. */
export function startCliIn(environment: NodeJS.ProcessEnv, home: string, ...args: string[]): StartedCli {
  const child = spawn(process.execPath, [bin, ...args], {
    env: { ...process.env, FRACTUREGUARD_HOME: home, ...environment },
  })
  let stdout = ''
  let stderr = ''
  child.stdout.on('data', (chunk) => (stdout += chunk))
  child.stderr.on('data', (chunk) => (stderr += chunk))
  const done = once(child, 'close').then(([code]) => ({ code: code as number | null, stdout, stderr }))
  return { child, done, stdout: () => stdout }
}

export function runCli(home: string, ...args: string[]): Promise<CliRun> {
  return startCli(home, ...args).done
}

/** The lines of `--json`; throws where a line is anything else. */
export function records(run: CliRun): Record<string, unknown>[] {
  return run.stdout
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line))
}
