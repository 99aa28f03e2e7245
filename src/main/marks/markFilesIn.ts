import { readdir, stat } from 'node:fs/promises'
import { basename, dirname, extname, join, sep } from 'node:path'
import { ProblemError } from '#shared/problem.ts'

/** Folders deeper than this are not looked into. */
const deepest = 20

/** A film's file is never called so; what is must still be told by its content. */
const endings = new Set(['.json', '.csv', '.tsv', '.xml', '.txt', '.yaml', '.yml', '.names'])

/**
 * Files below a folder that may tell of marks, by their endings, in a stable order; or the file itself, whatever its
 * ending. Hidden ones are left out, links are not followed. Throws `not-found`.
 */
export async function markFilesIn(path: string): Promise<string[]> {
  try {
    return (await stat(path)).isDirectory() ? await filesBelow(path, 0) : [path]
  } catch (cause) {
    throw new ProblemError('marks-missing', { cause })
  }
}

async function filesBelow(folder: string, depth: number): Promise<string[]> {
  const entries = (await readdir(folder, { withFileTypes: true })).filter(({ name }) => !name.startsWith('.'))
  entries.sort((a, b) => (a.name < b.name ? -1 : 1))
  const found: string[] = []
  for (const entry of entries) {
    const path = join(folder, entry.name)
    if (entry.isDirectory() && depth < deepest) found.push(...(await filesBelow(path, depth + 1)))
    else if (entry.isFile() && isCandidate(entry.name)) found.push(path)
  }
  return found
}

/** The same for films that lie in these folders among other things: there, in a folder `labels` within or beside, no deeper. */
export async function markFilesBeside(folders: readonly string[]): Promise<string[]> {
  const beside = folders.flatMap((folder) => [folder, join(folder, 'labels'), labelsOf(folder)])
  const found: string[] = []
  for (const folder of new Set(beside)) {
    const entries = await readdir(folder, { withFileTypes: true }).catch(() => [])
    found.push(
      ...entries.filter((entry) => entry.isFile() && isCandidate(entry.name)).map(({ name }) => join(folder, name)),
    )
  }
  return found.sort()
}

/** `films/images/train` has its labels in `films/labels/train`; other folders in one beside them. */
function labelsOf(folder: string): string {
  const parts = folder.split(sep)
  const at = parts.lastIndexOf('images')
  return at < 0 ? join(dirname(folder), 'labels') : parts.with(at, 'labels').join(sep)
}

const isCandidate = (name: string): boolean =>
  !basename(name).startsWith('.') && endings.has(extname(name).toLowerCase())
