import { stat } from 'node:fs/promises'
import { dirname, relative, sep } from 'node:path'
import { systemPath } from '#main/files/index.ts'

/**
 * The file in which a path goes on as if that were a folder, and the names below it with `/`: of `films/a.zip/1/film`
 * it is `films/a.zip` and `1/film`. Undefined where the path does not lead into a file.
 */
export async function fileWithin(path: string): Promise<{ file: string; below: string } | undefined> {
  for (let file = dirname(path); file !== dirname(file); file = dirname(file)) {
    const found = await stat(systemPath(file)).catch(() => undefined)
    if (found?.isDirectory()) return undefined
    if (found?.isFile()) return { file, below: relative(file, path).split(sep).join('/') }
  }
  return undefined
}
