import type { FileHeader, GreyFilm } from '#shared/film.ts'

/** Decoding as the rest of the program sees it: in-thread by `openStudy.ts`, over worker threads by the decode pool. */
export interface StudyDecoder {
  /**
   * What a file says of itself. Rejects with a `ProblemError`; with `file-changed` where `contentHash` is given and the
   * very bytes that are read have another SHA-256 (hex).
   */
  header(path: string, contentHash?: string): Promise<FileHeader>
  /** One frame (from 0) decoded to grey. Rejects as `header` does. */
  film(path: string, frame: number, contentHash?: string): Promise<GreyFilm>
}
