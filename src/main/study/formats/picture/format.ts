import type { FileHeader, GreyFilm } from '#shared/film.ts'
import type { HalvedFilm, LeastSize } from '../../grey/halvedFilm.ts'
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
  /** The film halved as often as its stream allows and `least` asks. Absent where the format has nothing to gain. */
  halved?(file: StudyFile, frame: number, least: LeastSize): Promise<HalvedFilm>
  /** The samples of one frame as they are stored, before any lookup table, window or conversion to grey. */
  stored(file: StudyFile, frame: number): Promise<StoredFrame>
}

export const headBytes = 512
