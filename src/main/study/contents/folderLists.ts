import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { systemPath } from '#main/paths/index.ts'

/** Extensions that films get when a disc is copied; the first that is there wins. */
const filmExtensions = ['dcm', 'dic', 'dicom', 'ima', 'img']

/** Finds files by the names that a disc has for them. Each folder is listed once. */
export class FolderLists {
  readonly #lists = new Map<string, Promise<readonly string[]>>()

  /**
   * The parts of a path as they are really called below a folder: as they are given; else in another case, with the
   * version that ISO 9660 puts behind names, or, the file, with an extension. Undefined where nothing, or more than one
   * thing, fits.
   */
  async find(folder: string, parts: readonly string[]): Promise<string[] | undefined> {
    const found: string[] = []
    for (const [index, part] of parts.entries()) {
      const names = await this.#namesIn(join(folder, ...found))
      const name = nameAmong(names, part, index === parts.length - 1)
      if (name === undefined) return undefined
      found.push(name)
    }
    return found
  }

  #namesIn(folder: string): Promise<readonly string[]> {
    const known = this.#lists.get(folder) ?? readdir(systemPath(folder)).catch(() => [])
    this.#lists.set(folder, known)
    return known
  }
}

function nameAmong(names: readonly string[], wanted: string, isFile: boolean): string | undefined {
  if (names.includes(wanted)) return wanted
  const plain = (name: string): string => name.toLowerCase().replace(/\.?;\d+$/, '')
  const same = names.filter((name) => plain(name) === wanted.toLowerCase())
  if (same.length > 0 || !isFile) return same.length === 1 ? same[0] : undefined
  const extended = names.filter((name) => plain(name).replace(/\.[^.]*$/, '') === wanted.toLowerCase())
  for (const extension of filmExtensions) {
    const films = extended.filter((name) => plain(name).endsWith(`.${extension}`))
    if (films.length > 0) return films.length === 1 ? films[0] : undefined
  }
  return extended.length === 1 ? extended[0] : undefined
}
