import { join } from 'node:path'
import { ProblemError } from '#shared/problem.ts'
import { folderEntries } from '#main/files/index.ts'

/** Folders deeper than this are refused: films in them would be left out without a word. */
const deepest = 20

export type Folder = { name: string; path: string; children: Folder[]; files: string[] }

/** Hidden entries are left out, links are not followed. Throws `not-found` or `dataset-invalid`. */
export async function readTree(directory: string): Promise<Folder> {
  try {
    return await readFolder('', directory, 0)
  } catch (cause) {
    if (cause instanceof ProblemError) throw cause
    throw new ProblemError('films-folder-missing', { cause })
  }
}

async function readFolder(name: string, path: string, depth: number): Promise<Folder> {
  const entries = (await folderEntries(path)).filter((entry) => !entry.name.startsWith('.'))
  entries.sort((a, b) => (a.name < b.name ? -1 : 1))
  const children: Folder[] = []
  for (const entry of entries) {
    if (!entry.isDirectory()) continue
    if (depth >= deepest) throw new ProblemError('films-folder-too-deep')
    children.push(await readFolder(entry.name, join(path, entry.name), depth + 1))
  }
  return {
    name,
    path,
    children,
    files: entries.filter((entry) => entry.isFile()).map((entry) => join(path, entry.name)),
  }
}

/** Without these files, and without folders that held nothing else. */
export function without(folder: Folder, paths: ReadonlySet<string>): Folder {
  const isLeft = (child: Folder): boolean => paths.size === 0 || filesOf(child).some((path) => !paths.has(path))
  return {
    ...folder,
    files: folder.files.filter((path) => !paths.has(path)),
    // An empty folder is a class without films, which is told.
    children: folder.children
      .filter((child) => isLeft(child) || filesOf(child).length === 0)
      .map((child) => without(child, paths)),
  }
}

/** All files in it and below, sorted. */
export function filesOf(folder: Folder): string[] {
  return [...folder.files, ...folder.children.flatMap(filesOf)].sort()
}
