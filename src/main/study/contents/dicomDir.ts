import { stat } from 'node:fs/promises'
import { dirname, join, sep } from 'node:path'
import { ProblemError, toProblem } from '#shared/problem.ts'
import { realPath, systemPath } from '#main/paths/index.ts'
import { itemsOf, shortOf, textOf } from '../dicom/attributes.ts'
import { parseDicom } from '../dicom/dataSet.ts'
import { limits } from '../file/limits.ts'
import type { Entry } from './contents.ts'
import { FolderLists } from './folderLists.ts'

/** Directory Record Sequence. */
const records = 'x00041220'

/**
 * The images that a Media Storage Directory (DICOMDIR, PS3.3 F) lists, in its order; undefined for other DICOM files.
 * The list is read from end to end and its links are not followed, so they cannot lead in circles. Files must lie in
 * the folder of the DICOMDIR or below it, PS3.10 8.5; a reference to anywhere else is that entry's problem. Throws what
 * `parseDicom` throws, or `too-large`.
 */
export async function directoryEntries(bytes: Uint8Array, path: string): Promise<Entry[] | undefined> {
  const { dataSet } = parseDicom(bytes)
  if (!dataSet.elements[records]) return undefined
  const folder = await realPath(dirname(path))
  const images = itemsOf(dataSet, records).filter((record) => {
    // (0004,1410): 0 marks a record that is not in use any more.
    return textOf(record, 'x00041430') === 'IMAGE' && shortOf(record, 'x00041410') !== 0
  })
  if (images.length > limits.archive.entries)
    throw new ProblemError('dicomdir-too-long', { most: limits.archive.entries })
  const entries: Entry[] = []
  const lists = new FolderLists()
  for (const record of images) {
    const parts = (textOf(record, 'x00041500') ?? '').split('\\').map((part) => part.trim())
    entries.push(await entryOf(folder, parts, lists))
  }
  return entries
}

async function entryOf(folder: string, parts: readonly string[], lists: FolderLists): Promise<Entry> {
  if (parts.length > 16 || !parts.every(isName)) {
    const problem = new ProblemError('dicomdir-name-impossible', { where: '(0004,1500)' })
    return { name: 'DICOMDIR', problem: toProblem(problem) }
  }
  const name = parts.join('/')
  const there = await lists.find(folder, parts)
  const found = there && (await insideOf(folder, join(folder, ...there)))
  if (found) return { name: there.join('/'), path: found }
  const problem = new ProblemError('dicomdir-film-missing')
  return { name, problem: toProblem(problem) }
}

function isName(part: string): boolean {
  return part !== '' && part !== '.' && part !== '..' && !/[/\\:\0]/.test(part)
}

/** The file's path where it is a file below the folder, links followed. */
async function insideOf(folder: string, path: string): Promise<string | undefined> {
  try {
    const real = await realPath(path)
    if (!real.startsWith(folder.endsWith(sep) ? folder : folder + sep)) return undefined
    return (await stat(systemPath(real))).isFile() ? path : undefined
  } catch {
    return undefined
  }
}
