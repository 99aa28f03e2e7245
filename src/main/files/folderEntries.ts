import type { Dirent } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { isReachable, pathText, systemPath } from '#main/paths/index.ts'

/** What is known of an entry of a folder without asking for it. */
export type FolderEntry = Pick<Dirent, 'isFile' | 'isDirectory' | 'isSymbolicLink'> & {
  name: string
  /** Its name is no UTF-8, and another file is really called as this one's text. */
  unreachable?: boolean
}

/** What lies in a folder, unsorted, by names as {@link pathText} has them. Rejects as `readdir` does. */
export async function folderEntries(folder: string): Promise<FolderEntry[]> {
  const path = systemPath(folder)
  const entries = await readdir(path, { withFileTypes: true })
  if (!entries.some(({ name }) => name.includes('\uFFFD'))) return entries
  // Names are asked for as bytes only where one cannot be had as text: that takes twice as long.
  const named = await readdir(path, { withFileTypes: true, encoding: 'buffer' })
  return named.map((entry) => {
    const name = pathText(entry.name)
    return {
      name,
      unreachable: !isReachable(join(folder, name), entry.name),
      isFile: () => entry.isFile(),
      isDirectory: () => entry.isDirectory(),
      isSymbolicLink: () => entry.isSymbolicLink(),
    }
  })
}
