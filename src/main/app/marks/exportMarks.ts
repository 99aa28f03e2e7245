import { randomUUID } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import type { WrittenMarkFormat, WrittenMarksCount } from '#shared/mark.ts'
import { writeNewFile } from '#main/files/index.ts'
import { writeMarks, type WrittenMarks } from '#main/marks/index.ts'
import type { Services } from '../services.ts'
import { keptFilms } from './keptFilms.ts'

type FolderRequest = {
  folder: string
  marks?: string | undefined
  categories?: string[] | undefined
  format: WrittenMarkFormat
  file: string
}

/** Writes the marks of labelled films into a new file. Ends the work when the signal is aborted. */
export async function exportFolderMarks(
  { compute }: Pick<Services, 'compute'>,
  { file, ...request }: FolderRequest,
  signal?: AbortSignal,
): Promise<WrittenMarksCount> {
  const jobId = randomUUID()
  const cancel = (): void => void compute.cancel(jobId).catch(() => undefined)
  signal?.throwIfAborted()
  signal?.addEventListener('abort', cancel, { once: true })
  try {
    const { text, ...counts } = await compute.exportMarks({ jobId, ...request, folder: resolve(request.folder) })
    await writeText(file, text)
    return counts
  } finally {
    signal?.removeEventListener('abort', cancel)
  }
}

/** Writes what readers said of films of the worklist into a new file. */
export async function exportKeptMarks(
  { library }: Pick<Services, 'library'>,
  { format, file }: { format: WrittenMarkFormat; file: string },
): Promise<WrittenMarksCount> {
  const { text, ...counts } = keptText(library, format)
  await writeText(file, text)
  return { ...counts, unreadable: 0 }
}

/** The same for a page. */
export function keptMarksFile({ library }: Pick<Services, 'library'>, format: WrittenMarkFormat): File {
  const [name, type] = format === 'coco' ? ['marks.json', 'application/json'] : ['marks.csv', 'text/csv']
  return new File([keptText(library, format).text], name, { type })
}

function keptText(library: Services['library'], format: WrittenMarkFormat): WrittenMarks {
  const { films, elsewhere } = keptFilms(library)
  const written = writeMarks(format, films)
  return { ...written, leftOut: written.leftOut + elsewhere }
}

const writeText = (file: string, text: string): Promise<void> =>
  writeNewFile(resolve(file), (path) => writeFile(path, text, { flag: 'wx', mode: 0o600 }))
