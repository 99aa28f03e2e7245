import { readdir, realpath, stat } from 'node:fs/promises'
import { join, sep } from 'node:path'
import { ProblemError } from '#shared/problem.ts'

/** A file to be opened, or why something that was asked for cannot be. */
export type Walked = { path: string } | { path: string; problem: ProblemError }

/** `IMG2` comes before `IMG10`. */
const natural = new Intl.Collator('en', { numeric: true })
const order = (a: string, b: string): number => natural.compare(a, b) || (a < b ? -1 : 1)

/**
 * The file, or each file of a folder and its sub folders in natural order. Hidden ones and links that lead out of the folder are
 * passed over.
 */
export async function* walk(path: string): AsyncGenerator<Walked> {
  try {
    const found = await stat(path)
    if (!found.isDirectory()) {
      yield found.isFile() ? { path } : { path, problem: new ProblemError('not-readable', 'This is no file and no folder.') }
      return
    }
  } catch (cause) {
    yield { path, problem: notThere(cause) }
    return
  }
  let empty = true
  for await (const walked of walkFolder(path, await realpath(path), new Set())) {
    empty = false
    yield walked
  }
  if (empty) yield { path, problem: new ProblemError('not-found', 'There is no file in this folder; choose another one.') }
}

async function* walkFolder(folder: string, root: string, seen: Set<string>): AsyncGenerator<Walked> {
  const real = await realpath(folder)
  if (seen.has(real)) return
  seen.add(real)
  let names: string[]
  try {
    names = await readdir(folder)
  } catch (cause) {
    yield { path: folder, problem: notThere(cause) }
    return
  }
  for (const name of names.filter((name) => !name.startsWith('.')).sort(order)) {
    const path = join(folder, name)
    const kind = await kindWithin(path, root)
    if (kind === 'folder') yield* walkFolder(path, root, seen)
    else if (kind === 'file') yield { path }
  }
}

/** What a name in a folder leads to; undefined for links out of the root, dead links, sockets, devices. */
async function kindWithin(path: string, root: string): Promise<'file' | 'folder' | undefined> {
  try {
    const real = await realpath(path)
    if (!real.startsWith(root.endsWith(sep) ? root : root + sep)) return undefined
    const found = await stat(real)
    return found.isDirectory() ? 'folder' : found.isFile() ? 'file' : undefined
  } catch {
    return undefined
  }
}

function notThere(cause: unknown): ProblemError {
  const missing = (cause as NodeJS.ErrnoException).code === 'ENOENT'
  return missing
    ? new ProblemError('not-found', 'There is no such file or folder; check the spelling.', { cause })
    : new ProblemError('not-readable', 'This cannot be read; check whether you may open it.', { cause })
}

