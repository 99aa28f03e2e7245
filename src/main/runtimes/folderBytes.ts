import { lstat, readdir } from 'node:fs/promises'
import { join } from 'node:path'

/** Bytes of all files in a folder that may be changing meanwhile; 0 where it is not there. */
export async function folderBytes(folder: string): Promise<number> {
  const paths = await readdir(folder, { recursive: true }).catch(() => [])
  const sizes = await Promise.all(
    paths.map(async (path) => (await lstat(join(folder, path)).catch(() => undefined))?.size ?? 0),
  )
  return sizes.reduce((sum, size) => sum + size, 0)
}
