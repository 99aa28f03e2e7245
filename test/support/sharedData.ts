import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'

/**
 * The folder of real data beside the project, or where FRACTUREGUARD_DATA says; tests that need it are skipped without
 * it.
 */
export const sharedData = process.env.FRACTUREGUARD_DATA ?? resolve(import.meta.dirname, '../../../shared/data')

export function sharedFolder(name: string): { path: string; present: boolean } {
  const path = join(sharedData, name)
  return { path, present: existsSync(path) }
}
