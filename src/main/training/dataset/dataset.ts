import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { ProblemError, toProblem } from '#shared/problem.ts'
import type { StudyDecoder } from '#main/study/service.ts'
import { classFolders } from './classFolders.ts'
import { groupFilms } from './groups.ts'

export type DatasetFilm = { path: string; label: number; contentHash: string; group: number }
export type Dataset = { classNames: string[]; films: DatasetFilm[]; unreadable: number }

/**
 * The labelled films of a folder with what a split must know of them. Files that are not films are counted and left out; the same film under two
 * labels, and a class without films, are refused with `dataset-invalid`.
 */
export async function openDataset(
  directory: string,
  decoder: StudyDecoder,
  context: { signal: AbortSignal; onFile(done: number, total: number): void },
): Promise<Dataset> {
  const { classNames, files } = await classFolders(directory)
  const known: { path: string; label: number; contentHash: string; patientId: string | undefined }[] = []
  let unreadable = 0
  for (const [index, { path, label }] of files.entries()) {
    context.signal.throwIfAborted()
    context.onFile(index, files.length)
    try {
      const { patientId } = await decoder.header(path)
      known.push({ path, label, contentHash: createHash('sha256').update(await readFile(path)).digest('hex'), patientId })
    } catch (thrown) {
      if (toProblem(thrown).code === 'compute-crashed') throw thrown
      unreadable++
    }
  }
  refuseContradictions(known)
  const groups = groupFilms(known)
  const films = known.map(({ path, label, contentHash }, index) => ({ path, label, contentHash, group: groups[index] }))
  for (const [label] of classNames.entries()) {
    if (!films.some((film) => film.label === label)) {
      throw new ProblemError('dataset-invalid', `No film could be read in one of the class folders (${classNames[label]}).`)
    }
  }
  return { classNames, films, unreadable }
}

function refuseContradictions(films: readonly { label: number; contentHash: string }[]): void {
  const labels = new Map<string, number>()
  for (const { label, contentHash } of films) {
    if ((labels.get(contentHash) ?? label) !== label) {
      throw new ProblemError('dataset-invalid', 'The same film lies in two class folders; leave it in the right one only.')
    }
    labels.set(contentHash, label)
  }
}
