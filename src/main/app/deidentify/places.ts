import { access, mkdir, readdir } from 'node:fs/promises'
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from 'node:path'
import { randomUUID } from 'node:crypto'
import { ProblemError } from '#shared/problem.ts'
import { realPath } from '#main/files/index.ts'
import type { Home } from '../home/home.ts'
import { replacedFolder } from './key.ts'

/** Where an export goes, all of them absolute. */
export type Places = {
  to: string
  /** Beside it: the export until it is whole. */
  part: string
  /** The table of what was replaced. */
  replaced: string
}

type Wish = { to: string; replaced?: string | undefined; paths: readonly string[] }

/**
 * Looks at all places before anything is done. Throws where the folder is used or lies among the films, and where the
 * table would lie in it: symbolic links are followed for that.
 */
export async function placesOf({ root }: Pick<Home, 'root'>, wish: Wish): Promise<Places> {
  const to = await real(resolve(wish.to))
  await requireEmpty(to)
  for (const path of wish.paths) {
    if (isWithin(await real(resolve(path)), to)) throw new ProblemError('deidentify-folder-among-films')
  }
  const folder = join(root, replacedFolder)
  const name = `${new Date().toISOString().slice(0, 19).replaceAll(':', '-')}-${randomUUID().slice(0, 8)}.csv`
  if (wish.replaced === undefined) await mkdir(folder, { recursive: true, mode: 0o700 })
  const replaced = await real(wish.replaced === undefined ? join(folder, name) : resolve(wish.replaced))
  if (isWithin(to, replaced)) throw new ProblemError('deidentify-replaced-in-export')
  if (await exists(replaced)) throw new ProblemError('new-file-exists')
  if (!(await exists(dirname(replaced)))) throw new ProblemError('new-file-not-writable')
  return { to, part: `${to}.${randomUUID().slice(0, 8)}.part`, replaced }
}

/** The path without symbolic links, as far as it is there. */
async function real(path: string): Promise<string> {
  try {
    return await realPath(path)
  } catch {
    const above = dirname(path)
    return above === path ? path : join(await real(above), basename(path))
  }
}

/** Whether `path` is the folder or lies in it. */
function isWithin(folder: string, path: string): boolean {
  // Some systems take two spellings of a name for one.
  const way = relative(folder.toLowerCase(), path.toLowerCase())
  return way === '' || !(way === '..' || way.startsWith(`..${sep}`) || isAbsolute(way))
}

const exists = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  )

async function requireEmpty(folder: string): Promise<void> {
  const entries = await readdir(folder).catch((thrown: NodeJS.ErrnoException) => {
    if (thrown.code === 'ENOENT') return []
    throw new ProblemError(thrown.code === 'ENOTDIR' ? 'deidentify-folder-used' : 'deidentify-folder-unwritable', {
      cause: thrown,
    })
  })
  if (entries.length > 0) throw new ProblemError('deidentify-folder-used')
}
