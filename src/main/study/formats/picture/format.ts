import type { FileHeader, GreyFilm } from '#shared/film.ts'
import type { StoredFrame } from '../../grey/storedFrame.ts'
import type { StudyFile } from '../../file/studyFile.ts'

/**
 * One file format. The first in the chain that accepts a file's first bytes gets it; names and extensions do not count.
 */
export interface FormatHandler {
  /** `head`: the first {@link headBytes} bytes. */
  accepts(head: Uint8Array): boolean
  header(file: StudyFile): Promise<FileHeader>
  film(file: StudyFile, frame: number): Promise<GreyFilm>
  /** The samples of one frame as they are stored, before any lookup table, window or conversion to grey. */
  stored(file: StudyFile, frame: number): Promise<StoredFrame>
}

export const headBytes = 512
