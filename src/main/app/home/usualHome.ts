import { resolve } from 'node:path'
import envPaths from 'env-paths'

/**
 * The OS's usual place for a program's data, unless the environment variable FRACTUREGUARD_HOME names another folder.
 */
export function usualHome(environment: NodeJS.ProcessEnv = process.env): string {
  return environment.FRACTUREGUARD_HOME
    ? resolve(environment.FRACTUREGUARD_HOME)
    : envPaths('FractureGuard', { suffix: '' }).data
}
