import { renameSync } from 'node:fs'
import { join, parse } from 'node:path'

/**
 * Renames a file that cannot be understood, so that nothing is ever written over it; answers with its name from then on.
 * Where nothing can be renamed, such as on a disk that can only be read, nothing is written over it either.
 */
export function setAside(file: string): string {
  const { dir, base, name, ext } = parse(file)
  const aside = `${name}.set-aside-${new Date().toISOString().replaceAll(/[:.]/g, '-')}${ext}`
  try {
    renameSync(file, join(dir, aside))
    return aside
  } catch {
    return base
  }
}
