import { parse } from 'csv-parse/sync'
import writeFileAtomic from 'write-file-atomic'
import { csvLine, unguarded } from '#shared/csv.ts'
import type { Part } from '#shared/dataset.ts'
import { ProblemError } from '#shared/problem.ts'
import { readRegularFile } from '#main/files/index.ts'
import type { DatasetFilm } from './datasetFilm.ts'
import { partOfName, withHoldout } from './partNames.ts'

/** Far more than any set of films needs. */
const largestBytes = 256 * 2 ** 20

type NamedFilm = Pick<DatasetFilm, 'file' | 'label' | 'group' | 'contentHash'>

/**
 * Writes a split as CSV: `file` (relative to the data's folder), `label`, `split`, `group`, `fold` where there are
 * folds, and `sha256` of the file. A manifest in the data's folder could have these columns too. Throws `not-readable`
 * where it cannot be written.
 */
export async function writeSplit(
  path: string,
  films: readonly NamedFilm[],
  split: { parts: readonly Part[]; folds?: readonly number[] | undefined },
  classNames: readonly string[],
): Promise<void> {
  const head = ['file', 'label', 'split', 'group', ...(split.folds ? ['fold'] : []), 'sha256']
  const rows = films.map(({ file, label, group, contentHash }, index) => [
    file,
    classNames[label],
    split.parts[index],
    group,
    ...(split.folds ? [split.folds[index] + 1] : []),
    contentHash,
  ])
  try {
    await writeFileAtomic(path, [head, ...rows].map(csvLine).join(''), { mode: 0o600 })
  } catch (cause) {
    throw new ProblemError('split-not-writable', { cause })
  }
}

/**
 * The part of each film by a file that {@link writeSplit} wrote, or any CSV with `file` and `split`. Lines of films
 * that are not there any more are passed over. Throws `not-found` or `dataset-invalid` where the file is no such table,
 * misses films, or was made for films of other content.
 */
export async function readSplit(path: string, films: readonly NamedFilm[]): Promise<Part[]> {
  const rows = await readRows(path)
  const missing = films.filter(({ file }) => !rows.has(file)).length
  if (missing > 0) throw new ProblemError('split-incomplete', { missing, films: films.length })
  const parts = films.map(({ file, contentHash }) => {
    const { split, sha256 } = rows.get(file)!
    const part = partOfName(split ?? '')
    if (!part) throw new ProblemError('split-line-without-part')
    if (sha256 && sha256 !== contentHash) {
      throw new ProblemError('split-of-other-films')
    }
    return part
  })
  return withHoldout(parts)
}

async function readRows(path: string): Promise<Map<string, { split?: string; sha256?: string }>> {
  let text: string
  try {
    text = (await readRegularFile(path, { largest: largestBytes })).toString('utf8')
  } catch (cause) {
    if (cause instanceof ProblemError && cause.code !== 'not-found') throw cause
    throw new ProblemError('split-missing', { cause })
  }
  try {
    const rows: { file?: string; split?: string; sha256?: string }[] = parse(text, {
      bom: true,
      columns: true,
      skip_empty_lines: true,
    })
    return new Map(rows.map((row) => [unguarded(row.file ?? '').replaceAll('\\', '/'), row]))
  } catch (cause) {
    throw new ProblemError('split-no-table', { cause })
  }
}
