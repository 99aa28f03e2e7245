import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Plugin } from 'vite'

/** A package that is inside the program, with the number of its licence's text in `texts`. */
export type LicensedPackage = { name: string; version: string; licence: string; text?: number }
export type Licences = { packages: LicensedPackage[]; texts: string[] }

type Lock = {
  packages: Record<string, { version?: string; license?: string; dev?: boolean; devOptional?: boolean; link?: boolean }>
}

/** Installed for development, but part of the desktop program. */
const shipped = new Set(['node_modules/electron'])
const licenceFile = /^(?:licen[cs]e|copying|notice)(?:[-.].*)?$/i

/**
 * All packages that the lock file says are needed to run the program, each version once, by name; with the text of its
 * licence where `textsOf` finds one. A licence that the lock file does not name is said to be unknown, so that nobody
 * takes it for none.
 */
export function licencesOf(lock: Lock, textsOf: (path: string) => string | undefined): Licences {
  const texts = new Map<string, number>()
  const found = new Map<string, LicensedPackage>()
  for (const [path, { version, license, dev, link }] of Object.entries(lock.packages)) {
    if (path === '' || link || version === undefined || (dev && !shipped.has(path))) continue
    const name = path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length)
    const text = textsOf(path)
    if (text !== undefined && !texts.has(text)) texts.set(text, texts.size)
    const known = found.get(`${name} ${version}`)
    found.set(`${name} ${version}`, {
      name,
      version,
      licence: license ?? 'unknown',
      ...known,
      ...(text === undefined ? {} : { text: texts.get(text)! }),
    })
  }
  const packages = [...found.values()].sort(
    (a, b) => a.name.localeCompare(b.name, 'en') || a.version.localeCompare(b.version, 'en'),
  )
  return { packages, texts: [...texts.keys()] }
}

/** The licence's text as it lies in an installed package. */
function textIn(folder: string): string | undefined {
  if (!existsSync(folder)) return undefined
  const names = readdirSync(folder, { withFileTypes: true }).filter(
    (entry) => entry.isFile() && licenceFile.test(entry.name),
  )
  const text = names.map(({ name }) => readFileSync(join(folder, name), 'utf8').trim()).join('\n\n')
  return text || undefined
}

const moduleName = 'virtual:licences'

/** Makes the module `virtual:licences` of the lock file while the page is built. */
export function licencesPlugin(root: string): Plugin {
  return {
    name: 'licences',
    resolveId: (id) => (id === moduleName ? `\0${moduleName}` : undefined),
    load(id) {
      if (id !== `\0${moduleName}`) return undefined
      const file = join(root, 'package-lock.json')
      this.addWatchFile(file)
      const licences = licencesOf(JSON.parse(readFileSync(file, 'utf8')) as Lock, (path) => textIn(join(root, path)))
      return `export default JSON.parse(${JSON.stringify(JSON.stringify(licences))})`
    },
  }
}
