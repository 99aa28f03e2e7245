import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'

/**
 * Bytes and number of all files in a folder and below it; what goes meanwhile is not counted. 0 where there is no such
 * folder.
 */
export async function folderSize(folder: string): Promise<{ bytes: number; files: number }> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => [])
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
  let [bytes, files] = [0, 0]
  // One after the other: a cache may hold tens of thousands of files.
  for (const path of paths) {
    const size = await stat(path).then(
      (found) => found.size,
      () => undefined,
    )
    if (size === undefined) continue
    bytes += size
    files += 1
  }
  return { bytes, files }
}
