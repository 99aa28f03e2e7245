import type { Problem } from '#shared/problem.ts'
import { looksLikeDicom } from '../dicom/sniff.ts'
import { headBytes } from '../formats/picture/format.ts'
import { withStudyFile } from '../file/studyFile.ts'
import { directoryEntries } from './dicomDir.ts'
import { looksLikeZip, unpackZip } from './zip.ts'

/** One file of an archive or a directory: where it lies, or why it cannot be had. */
export type Entry = { name: string } & ({ path: string } | { problem: Problem })

/** `archive`: its files were unpacked. `directory`: a DICOMDIR; its files lie where it does. */
export type Contents = { kind: 'archive' | 'directory'; entries: Entry[] }

/**
 * What a ZIP archive or a DICOMDIR holds; undefined for other files. Files of an archive are written into `directory`,
 * an empty folder, under names of the program's own. Rejects with a `ProblemError` where the whole cannot be used.
 */
export function contentsOf(path: string, directory: string): Promise<Contents | undefined> {
  return withStudyFile(path, async (file): Promise<Contents | undefined> => {
    const head = await file.start(headBytes)
    if (looksLikeZip(head)) return { kind: 'archive', entries: await unpackZip(path, file.size, directory) }
    if (!looksLikeDicom(head)) return undefined
    const entries = await directoryEntries(await file.whole(), path)
    return entries && { kind: 'directory', entries }
  })
}
