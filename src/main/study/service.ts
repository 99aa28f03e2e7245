import type { FileHeader, GreyFilm } from '#shared/film.ts'

/** Decoding as the rest of the program sees it: in-thread by `openStudy.ts`, over worker threads by the decode pool. */
export interface StudyDecoder {
  /** What a file says of itself. Rejects with a `ProblemError`. */
  header(path: string): Promise<FileHeader>
  /** One frame (from 0) decoded to grey. Rejects with a `ProblemError`. */
  film(path: string, frame: number): Promise<GreyFilm>
}
