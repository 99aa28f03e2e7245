import { writeFile } from 'node:fs/promises'
import { dirname, extname, isAbsolute, relative, resolve, sep } from 'node:path'
import writeFileAtomic from 'write-file-atomic'
import { csvLine, harmless, type Cell } from '#shared/csv.ts'
import { ProblemError } from '#shared/problem.ts'
import type { LabelCorrection, SavedLabels } from '#shared/training.ts'
import { notWritten, writeNewFile } from '#main/files/index.ts'
import type { LabelledFile } from './classFolders.ts'
import { nameWithin, type Source } from './source.ts'

/** A film of the file: what it is from now on, and whether it takes part. */
type Line = LabelledFile & { used: boolean; original: string }
type Column = [heading: string, of: (line: Line) => Cell]

/**
 * Writes corrected labels of films as a manifest (see `readManifest`) that names all of them: `file` (relative to the
 * manifest), `label`, `original label`, `leave out` (`yes` or empty), and what else is known of them. `marksFrom`: where
 * their marks lie, if not beside them. Films and folders are left as they are. A file that is there is only replaced
 * where `from`, the source's own path, is it, and it holds corrections. Throws `dataset-invalid` where a class is not one
 * of the data's, or all films would be of one kind, else as `writeNewFile`.
 */
export async function writeLabels(
  source: Source,
  corrections: readonly LabelCorrection[],
  to: { path: string; from: string; marksFrom?: string | undefined },
): Promise<SavedLabels> {
  const path = extname(to.path).toLowerCase() === '.csv' ? resolve(to.path) : `${resolve(to.path)}.csv`
  const aside = source.setAside ?? []
  const lines = corrected(source, aside, corrections)
  const used = lines.filter((line) => line.used)
  if (!used.some(({ label }) => label === 0) || used.every(({ label }) => label === 0))
    throw new ProblemError('labels-of-one-kind')

  const text = tableOf(lines, source.classNames, dirname(path), to.marksFrom)
  const isOwn = path === resolve(to.from) && [...source.files, ...aside].some((film) => film.originalLabel)
  if (isOwn) await replace(path, text)
  else await writeNewFile(path, (beside) => writeFile(beside, text, { flag: 'wx', mode: 0o600 }))

  const known = new Set(lines.map((line) => nameWithin(source.root, line.path)))
  return {
    path,
    films: used.length,
    corrected: used.filter(({ label, original }) => source.classNames[label] !== original).length,
    leftOut: lines.length - used.length,
    gone: corrections.filter(({ file }) => !known.has(file)).length,
  }
}

function corrected(source: Source, aside: readonly LabelledFile[], corrections: readonly LabelCorrection[]): Line[] {
  const { classNames, root } = source
  const wanted = new Map(corrections.map(({ file, label }) => [file, label]))
  const line = (film: LabelledFile, used: boolean): Line => {
    const original = film.originalLabel ?? classNames[film.label]
    const name = nameWithin(root, film.path)
    if (!wanted.has(name)) return { ...film, used, original }
    const className = wanted.get(name)
    if (className === undefined) return { ...film, used: false, original }
    const label = classNames.indexOf(className)
    if (label < 0) throw new ProblemError('labels-class-unknown', { name: className })
    return { ...film, label, used: true, original }
  }
  return [...source.files.map((film) => line(film, true)), ...aside.map((film) => line(film, false))]
}

function tableOf(
  lines: readonly Line[],
  classNames: readonly string[],
  folder: string,
  marksFrom: string | undefined,
): string {
  const named = [...new Set(lines.flatMap(({ attributes }) => Object.keys(attributes ?? {})))]
  const whereKnown = (heading: string, field: 'part' | 'patient' | 'study'): Column[] =>
    lines.some((line) => line[field]) ? [[heading, (line) => line[field]]] : []
  const marks: Column[] = marksFrom === undefined ? [] : [['marks folder', () => nameFrom(folder, marksFrom) || '.']]
  const columns: Column[] = [
    ['file', ({ path }) => nameFrom(folder, path)],
    ['label', ({ label }) => classNames[label]],
    ['original label', ({ original }) => original],
    ['leave out', ({ used }) => (used ? '' : 'yes')],
    ...whereKnown('split', 'part'),
    ...whereKnown('patient', 'patient'),
    ...whereKnown('study', 'study'),
    ...named.map((name): Column => [name, ({ attributes }) => attributes?.[name]]),
    ...marks,
  ]
  const rows = lines.map((line) => columns.map(([, of]) => of(line)))
  return [columns.map(([heading]) => heading), ...rows].map(csvLine).join('')
}

/** Relative where that is possible, with `/`; never what a spreadsheet takes for a formula. */
function nameFrom(folder: string, path: string): string {
  const name = relative(folder, path)
  if (isAbsolute(name)) return name
  const plain = name.split(sep).join('/')
  return harmless(plain) === plain ? plain : `./${plain}`
}

async function replace(path: string, text: string): Promise<void> {
  await writeFileAtomic(path, text, { mode: 0o600 }).catch((cause: unknown) => {
    throw notWritten(cause)
  })
}
