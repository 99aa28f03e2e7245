import { dirname, isAbsolute, relative, resolve, sep } from 'node:path'
import { parse } from 'csv-parse/sync'
import { unguarded } from '#shared/csv.ts'
import type { Part } from '#shared/dataset.ts'
import { ProblemError } from '#shared/problem.ts'
import type { PlainProblemId } from '#shared/problems/index.ts'
import { readRegularFile, realPath } from '#main/files/index.ts'
import type { LabelledFile, LabelledFiles } from './classFolders.ts'
import { classesFrom } from './classNames.ts'
import { partOfName, withHoldout } from './partNames.ts'

/** Far more than any set of films needs. */
const largestBytes = 256 * 2 ** 20

const classProblems = {
  tooFew: 'manifest-labels-too-few',
  noNegative: 'manifest-label-without-fracture-missing',
} as const

type Row = Record<string, string>

/** Whether a row sets its film aside, by its column `leave out`. */
export const isLeftOut = (row: Row): boolean => row['leave out']?.toLowerCase() === 'yes'

/**
 * Films by a CSV file with a heading: `file` and `label`, and if wanted `patient`, `study` and `split` (train, val,
 * test); other columns are kept as the film's attributes. Paths are relative to the manifest. Those that lead out of
 * its folder are counted in `outsideFolder`. What `writeLabels` adds is understood: `original label`, `leave out` (films
 * with `yes` are set aside) and `marks folder`. Throws `not-found` or `dataset-invalid`.
 */
export async function readManifest(path: string): Promise<LabelledFiles & { outsideFolder: number }> {
  const rows = await readRows(path)
  const classes = classesFrom(
    rows.map((row) => row.label),
    classProblems,
  )
  /** A class as the data names it, also one that no film has any more. */
  const named = (text: string): string => classes.classNames[classes.labelOf(text)] ?? text
  const parts = partsOf(rows)
  const folder = dirname(path)
  const root = await realPath(folder)
  const seen = new Set<string>()
  let outsideFolder = 0
  const files: LabelledFile[] = []
  const setAside: LabelledFile[] = []
  for (const [index, row] of rows.entries()) {
    const {
      file,
      label,
      patient,
      study,
      split: _split,
      'original label': originalLabel,
      'leave out': _leaveOut,
      'marks folder': _marks,
      ...attributes
    } = row
    const filePath = resolve(folder, file)
    if (seen.has(filePath)) throw wrongLine('manifest-line-twice', index)
    seen.add(filePath)
    if (await leadsOut(root, filePath)) outsideFolder++
    const list = isLeftOut(row) ? setAside : files
    list.push({
      path: filePath,
      label: classes.labelOf(label),
      ...(parts ? { part: parts[index] } : {}),
      ...(patient ? { patient } : {}),
      ...(study ? { study } : {}),
      ...(originalLabel ? { originalLabel: named(originalLabel) } : {}),
      ...(Object.keys(attributes).length > 0 ? { attributes } : {}),
    })
  }
  const marks = rows.find((row) => row['marks folder'])?.['marks folder']
  return {
    ...{ classNames: classes.classNames, files, outsideClasses: 0, outsideFolder },
    ...(setAside.length > 0 ? { setAside } : {}),
    ...(marks === undefined ? {} : { marksFrom: resolve(folder, marks) }),
  }
}

async function readRows(path: string): Promise<Row[]> {
  let text: string
  try {
    text = (await readRegularFile(path, { largest: largestBytes })).toString('utf8')
  } catch (cause) {
    const code = cause instanceof ProblemError ? cause.code : undefined
    if (code === 'too-large') throw new ProblemError('manifest-too-large', { cause })
    if (code === 'not-readable' || code === 'time-limit') throw cause
    throw new ProblemError('manifest-missing', { cause })
  }
  let rows: Row[]
  try {
    rows = parse(text, {
      bom: true,
      columns: (names: string[]) => names.map((name) => name.trim().toLowerCase()),
      trim: true,
      skip_empty_lines: true,
    })
  } catch (cause) {
    throw new ProblemError('manifest-no-table', { cause })
  }
  if (rows.length === 0) throw new ProblemError('manifest-empty')
  rows = rows.map(unguardedRow)
  for (const [index, row] of rows.entries()) {
    if (row.file === undefined || row.label === undefined) {
      throw new ProblemError('manifest-without-columns')
    }
    if (row.file === '' || row.label === '') throw wrongLine('manifest-line-incomplete', index)
  }
  return rows
}

/** As it was before it was written; a file's name is never guarded. */
function unguardedRow(row: Row): Row {
  return Object.fromEntries(
    Object.entries(row).map(([column, text]) => [column, column === 'file' ? text : unguarded(text)]),
  )
}

/** Undefined where the manifest has no column for it, or an empty one. */
function partsOf(rows: readonly Row[]): Part[] | undefined {
  if (rows.every((row) => !row.split)) return undefined
  const parts = rows.map((row, index) => {
    const part = partOfName(row.split)
    if (!part) throw wrongLine('manifest-line-other-split', index)
    return part
  })
  return withHoldout(parts)
}

async function leadsOut(root: string, path: string): Promise<boolean> {
  // A file that is not there is told of when it is opened.
  const way = relative(root, await realPath(path).catch(() => path))
  return way === '..' || way.startsWith(`..${sep}`) || isAbsolute(way)
}

function wrongLine(id: PlainProblemId, index: number): ProblemError {
  return new ProblemError(id, { where: `line ${index + 2}` })
}
