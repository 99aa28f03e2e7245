import { basename } from 'node:path'

/** `<source>_<group>_<hash>.<ending>`: pictures of one original share all but the hash. */
const groupedName = /^(.+)_[0-9a-f]{6,}\.[^.]+$/i

/**
 * Which films must never be on two sides of a split: those of one patient, those of one original (told by the file name), and those with the
 * same content. Returns a group number for each film; films joined by any of the three share it.
 */
export function groupFilms(films: readonly { path: string; patientId?: string | undefined; contentHash: string }[]): number[] {
  const parent = films.map((_, index) => index)
  const root = (index: number): number => {
    while (parent[index] !== index) index = parent[index] = parent[parent[index]]
    return index
  }
  const seen = new Map<string, number>()
  const join = (key: string, index: number): void => {
    const other = seen.get(key)
    if (other === undefined) seen.set(key, index)
    else parent[root(index)] = root(other)
  }
  films.forEach(({ path, patientId, contentHash }, index) => {
    join(`content ${contentHash}`, index)
    if (patientId) join(`patient ${patientId}`, index)
    const name = groupedName.exec(basename(path))
    if (name) join(`name ${name[1]}`, index)
  })

  const numbers = new Map<number, number>()
  return films.map((_, index) => {
    const top = root(index)
    if (!numbers.has(top)) numbers.set(top, numbers.size)
    return numbers.get(top)!
  })
}
