import { chmodSync, mkdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import envPaths from 'env-paths'
import { ProblemError } from '#shared/problem.ts'
import { claimFolder } from './claimFolder.ts'

/** Folders of one user's data; all exist and are closed to other users. */
export type Home = {
  root: string
  /** One folder a model, and which of them is active. */
  models: string
  /** One folder a job. */
  runs: string
  /** What can be computed again: trunk features. */
  cache: string
  /** Files that a page handed over, one folder a session. */
  inbox: string
  /** One folder a scan. */
  scans: string
  /** Libraries that engines need and npm does not have. */
  runtimes: string
  logs: string
}

/**
 * The OS's usual place for a program's data, unless the environment variable FRACTUREGUARD_HOME names another folder.
 */
export function usualHome(environment: NodeJS.ProcessEnv = process.env): string {
  return environment.FRACTUREGUARD_HOME
    ? resolve(environment.FRACTUREGUARD_HOME)
    : envPaths('FractureGuard', { suffix: '' }).data
}

/**
 * Makes what is missing, with mode 0700. Throws `ProblemError` 'not-readable' where the place cannot be written, and
 * 'wrong-use' where it holds something else: that is neither changed nor ever deleted.
 */
export function openHome(root: string = usualHome()): Home {
  const at = (name: string): string => join(root, name)
  const home = {
    root,
    models: at('models'),
    runs: at('runs'),
    cache: at('cache'),
    inbox: at('inbox'),
    scans: at('scans'),
    runtimes: at('runtimes'),
    logs: at('logs'),
  }
  try {
    claimFolder(root)
    for (const folder of Object.values(home)) {
      mkdirSync(folder, { recursive: true, mode: 0o700 })
      chmodSync(folder, 0o700)
    }
  } catch (cause) {
    if (cause instanceof ProblemError) throw cause
    throw new ProblemError('home-not-writable', { cause })
  }
  return home
}
