import type { Tag } from '#shared/library.ts'
import type { FileInfo } from '#shared/fileInfo.ts'
import type { FileInputs, InputShape, WantedFrames } from '#main/reading/filmInput.ts'
import type { Contents } from '#main/study/contents/contents.ts'
import type { StudyDecoder } from '#main/study/service.ts'

/**
 * A decoder that also makes the network's inputs where it decodes, so that pixels need not travel. Its owner closes it.
 */
export interface FilmDecoder extends StudyDecoder {
  /** See `fileInputs`. */
  inputs(path: string, wanted: WantedFrames, shape: InputShape): Promise<FileInputs>
  /** See `fileTags`. */
  tags(path: string): Promise<Tag[]>
  /** The first frame as a small PNG. */
  thumbnail(path: string): Promise<Uint8Array>
  /** See `fileInfo`. */
  info(path: string): Promise<FileInfo>
  /** See `contentsOf`. */
  unpack(path: string, directory: string): Promise<Contents | undefined>
  close(): Promise<void>
}
