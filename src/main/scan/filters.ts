import { stat } from 'node:fs/promises'
import type { ScanOptions } from '#shared/scan.ts'
import { globMatcher, systemPath } from '#main/files/index.ts'

/**
 * Whether a file is wanted, as far as that can be said without opening it. `below` is its path below the folder, with
 * `/`.
 */
export function fileFilter({ glob, newerThan }: ScanOptions): (path: string, below: string) => Promise<boolean> {
  const matches = glob === undefined ? undefined : globMatcher(glob.includes('/') ? glob : `**/${glob}`)
  const since = newerThan === undefined ? undefined : Date.parse(newerThan)
  return async (path, below) => {
    if (matches?.(below) === false) return false
    if (since === undefined) return true
    const found = await stat(systemPath(path)).catch(() => undefined)
    // A file that cannot be asked is read, so that its row says why not.
    return found === undefined || found.mtimeMs > since
  }
}
