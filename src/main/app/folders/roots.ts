import { lstat, stat } from 'node:fs/promises'
import { homedir } from 'node:os'
import { basename, dirname, isAbsolute, join, parse, relative, resolve, sep } from 'node:path'
import { ProblemError } from '#shared/problem.ts'
import { meantPath, realPath, systemPath } from '#main/files/index.ts'

/** The folders that whoever names a path may reach, with all that lies in them once links are followed. */
export class Roots {
  /** Real paths; undefined where nothing is out of reach. */
  readonly #folders: readonly string[] | undefined

  private constructor(folders: readonly string[] | undefined) {
    this.#folders = folders
  }

  /** Rejects with 'root-missing' where one is no folder that can be reached. */
  static async of(folders: readonly string[] | undefined): Promise<Roots> {
    const real = folders && (await Promise.all(folders.map(realFolder)))
    return new Roots(real && [...new Set(real)])
  }

  /** Where somebody begins who looks for a folder. */
  list(): string[] {
    return [...(this.#folders ?? [homedir()])]
  }

  /** What may be seen above a real path, the uppermost first, and itself. */
  trail(real: string): string[] {
    const holding = (this.#folders ?? [parse(real).root]).filter((root) => isWithin(root, real))
    const top = holding.reduce((shortest, root) => (root.length < shortest.length ? root : shortest), real)
    const below = relative(top, real).split(sep).filter(Boolean)
    return [top, ...below.map((_, depth) => join(top, ...below.slice(0, depth + 1)))]
  }

  /**
   * The real path of what is there or shall be. Rejects with 'path-outside-roots'; whether anything is there is for
   * others to say.
   */
  async admit(path: string): Promise<string> {
    // A system follows links before `..`, code that resolves a path first does not: both must end inside.
    const real = await realToBe(isAbsolute(path) ? path : `${process.cwd()}${sep}${path}`)
    const asText = await realToBe(resolve(path))
    if (!this.admits(real) || !this.admits(asText)) throw new ProblemError('path-outside-roots')
    return real
  }

  admits(real: string): boolean {
    return this.#folders === undefined || this.#folders.some((root) => isWithin(root, real))
  }
}

const isWithin = (root: string, path: string): boolean =>
  path === root || path.startsWith(root.endsWith(sep) ? root : root + sep)

async function realFolder(folder: string): Promise<string> {
  try {
    const real = await realPath(resolve(folder))
    if ((await stat(systemPath(real))).isDirectory()) return real
  } catch (cause) {
    throw new ProblemError('root-missing', { folder }, { cause })
  }
  throw new ProblemError('root-missing', { folder })
}

/** With links followed as far as there is anything. A link to nothing leads nobody knows where. */
async function realToBe(path: string): Promise<string> {
  try {
    return await realPath((await meantPath(path)) ?? path)
  } catch {
    const isLink = await lstat(systemPath(path)).then(
      (found) => found.isSymbolicLink(),
      () => false,
    )
    if (isLink) throw new ProblemError('path-outside-roots')
    const above = dirname(path)
    return above === path ? path : join(await realToBe(above), basename(path))
  }
}
