import { stat } from 'node:fs/promises'
import { join, sep } from 'node:path'
import { ProblemError } from '#shared/problem.ts'
import { folderEntries, type FolderEntry } from './folderEntries.ts'
import { compareNames } from './pathOrder.ts'
import { meantPath, realPath, systemPath } from '#main/paths/index.ts'

/** A file to be opened, or why something that was asked for cannot be. */
export type Walked = { path: string } | { path: string; problem: ProblemError }

/** Why a name in a folder is passed over. */
export type Skipped = 'hidden' | 'link' | 'no-file'
export type WalkEvent = Walked | { path: string; skipped: Skipped }

/**
 * The file, or each file of a folder and its sub folders in natural order. Hidden ones and links that lead out of the
 * folder are passed over.
 */
export async function* walk(path: string): AsyncGenerator<Walked> {
  for await (const event of walkAll(path)) if (!('skipped' in event)) yield event
}

/**
 * The same, and what is passed over. `after` are the parts of a path below the folder: the walk begins with what comes
 * after it, so that one that was interrupted can be taken up again. The names of one folder at a time are held in
 * memory.
 */
export async function* walkAll(path: string, after: readonly string[] = []): AsyncGenerator<WalkEvent> {
  try {
    const found = await stat(systemPath(path))
    if (!found.isDirectory()) {
      yield found.isFile() ? { path } : { path, problem: new ProblemError('path-of-something-else') }
      return
    }
  } catch (cause) {
    const meant = await meantPath(path)
    if (meant === undefined) yield { path, problem: notThere(path, cause) }
    else yield* walkAll(meant, after)
    return
  }
  let empty = after.length === 0
  for await (const event of walkFolder(path, await realPath(path), after)) {
    if (!('skipped' in event)) empty = false
    yield event
  }
  if (empty) yield { path, problem: new ProblemError('folder-empty') }
}

async function* walkFolder(folder: string, root: string, after: readonly string[]): AsyncGenerator<WalkEvent> {
  let entries: FolderEntry[]
  try {
    entries = await folderEntries(folder)
  } catch (cause) {
    yield { path: folder, problem: notThere(folder, cause) }
    return
  }
  const [first, ...rest] = after
  for (const entry of entries.sort((a, b) => compareNames(a.name, b.name))) {
    const place = first === undefined ? 1 : compareNames(entry.name, first)
    if (place < 0 || (place === 0 && rest.length === 0)) continue
    const path = join(folder, entry.name)
    const kind = entry.name.startsWith('.') ? 'hidden' : await kindOf(entry, path, root)
    if (kind === 'folder') yield* walkFolder(path, root, place === 0 ? rest : [])
    else if (kind === 'file' && entry.unreachable) yield { path, problem: unreachable() }
    else yield kind === 'file' ? { path } : { path, skipped: kind }
  }
}

type Kind = 'file' | 'folder' | Skipped

/**
 * A link to a file within the folder is that file; a link to a folder is passed over, since that folder is walked where
 * it lies.
 */
async function kindOf(entry: FolderEntry, path: string, root: string): Promise<Kind> {
  if (entry.isFile()) return 'file'
  if (entry.isDirectory()) return 'folder'
  const link = entry.isSymbolicLink()
  try {
    const real = link ? await realPath(path) : path
    if (link && !real.startsWith(root.endsWith(sep) ? root : root + sep)) return 'link'
    const found = await stat(systemPath(real))
    if (found.isFile()) return 'file'
    // Some file systems do not say in their lists what an entry is.
    if (found.isDirectory()) return link ? 'link' : 'folder'
    return 'no-file'
  } catch {
    return link ? 'link' : 'no-file'
  }
}

/** Whether a name had bytes that are no UTF-8: Node puts a sign in their place, under which the file is not to be had. */
function isMangled(path: string): boolean {
  return path.includes('\uFFFD')
}

function unreachable(cause?: unknown): ProblemError {
  return new ProblemError('path-no-utf8', { cause })
}

function notThere(path: string, cause: unknown): ProblemError {
  if (isMangled(path)) return unreachable(cause)
  const missing = (cause as NodeJS.ErrnoException).code === 'ENOENT'
  return missing ? new ProblemError('path-missing', { cause }) : new ProblemError('path-not-readable', { cause })
}
