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
/** Packages that name their licence in a form (`licenses`) that npm does not write into the lock file. */
const olderForm: Record<string, string | undefined> = { 'memorystream 0.3.1': 'MIT' }
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
      licence: license ?? olderForm[`${name} ${version}`] ?? 'unknown',
      ...known,
      ...(text === undefined ? {} : { text: texts.get(text)! }),
    })
  }
  const packages = [...found.values()].sort(
    (a, b) => a.name.localeCompare(b.name, 'en') || a.version.localeCompare(b.version, 'en'),
  )
  return { packages, texts: [...texts.keys()] }
}

/** Texts of licences that packages name and do not bring, by the beginnings of their SPDX ids. */
const standardFiles: readonly (readonly [RegExp, files: readonly string[]])[] = [
  [/^Apache-2\.0$/, ['Apache-2.0.txt']],
  // The LGPL adds permissions to the GPL, which it asks to be given along.
  [/^LGPL-3\.0(-or-later|-only)?$/, ['LGPL-3.0.txt', 'GPL-3.0.txt']],
]
/**
 * The text of a licence by its SPDX expression; undefined for one that is not known here. `root`: where the project lies,
 * since this file is bundled into a configuration that lies elsewhere.
 */
export function standardText(licence: string, copyright: string, root: string): string | undefined {
  const texts = licence
    .replaceAll(/[()]/g, '')
    .split(' AND ')
    .map((id) => {
      if (id === 'MIT') return mitText(copyright)
      const files = standardFiles.find(([pattern]) => pattern.test(id))?.[1]
      return files?.map((name) => readFileSync(join(root, 'packaging', 'licences', name), 'utf8').trim()).join('\n\n')
    })
  return texts.includes(undefined) ? undefined : texts.join('\n\n')
}

const mitText = (copyright: string): string => `MIT License

${copyright}

Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated documentation files (the "Software"), to deal in the Software without restriction, including without limitation the rights to use, copy, modify, merge, publish, distribute, sublicense, and/or sell copies of the Software, and to permit persons to whom the Software is furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all copies or substantial portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.`

/** Whose a package is, as far as it says so itself. */
function copyrightOf(folder: string, name: string): string {
  const file = join(folder, 'package.json')
  const { author } = existsSync(file)
    ? (JSON.parse(readFileSync(file, 'utf8')) as { author?: string | { name?: string } })
    : {}
  const said = typeof author === 'string' ? author.replaceAll(/\s*[<(].*$/g, '') : author?.name
  return `Copyright (c) ${said || `the authors of ${name}`}`
}

/**
 * The licences of what the program ships with: the text that a package brings; the standard text where it brings none,
 * which the licence asks for all the same.
 */
export function shippedLicences(root: string): Licences {
  const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as Lock
  return licencesOf(lock, (path) => {
    const { license } = lock.packages[path]
    const name = path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length)
    // Node's packages of other systems are not here, but all bring the same.
    const own =
      textIn(join(root, path)) ??
      (/^node-/.test(name) ? standardText('MIT', 'Copyright Node.js contributors', root) : undefined)
    return own ?? (license === undefined ? undefined : standardText(license, copyrightOf(join(root, path), name), root))
  })
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
      const licences = shippedLicences(root)
      return `export default JSON.parse(${JSON.stringify(JSON.stringify(licences))})`
    },
  }
}
