import { createHash } from 'node:crypto'
import type { FileHeader, GreyFilm } from '#shared/film.ts'
import { ProblemError } from '#shared/problem.ts'
import { notHalved, type HalvedFilm, type LeastSize } from './grey/halvedFilm.ts'
import type { StudyDecoder } from './service.ts'
import { handlerFor } from './formats/chain.ts'
import type { StoredFrame } from './grey/storedFrame.ts'
import { withStudyFile } from './file/studyFile.ts'

/** One file, open for a time. */
export type Study = {
  header(): Promise<FileHeader>
  film(frame: number): Promise<GreyFilm>
  /** A frame at the lowest resolution of its code stream that is of the least size, and as it is where it has but one. */
  filmOfLeast(frame: number, least: LeastSize): Promise<HalvedFilm>
  /** The stored values of a frame. */
  stored(frame: number): Promise<StoredFrame>
}

/**
 * Opens a file once for several questions. Rejects with a `ProblemError`, also for a file that changes meanwhile, or
 * that has another SHA-256 (hex) than `contentHash`: what is hashed are the very bytes that are decoded.
 */
export function withStudy<T>(
  path: string,
  use: (study: Study) => Promise<T>,
  contentHash?: string | undefined,
): Promise<T> {
  return withStudyFile(path, async (file) => {
    if (contentHash !== undefined && hashOf(await file.whole()) !== contentHash)
      throw new ProblemError('film-of-other-content')
    const handler = await handlerFor(file)
    return use({
      header: () => handler.header(file),
      film: (frame) => handler.film(file, frame),
      filmOfLeast: async (frame, least) =>
        handler.halved ? handler.halved(file, frame, least) : notHalved(await handler.film(file, frame)),
      stored: (frame) => handler.stored(file, frame),
    })
  })
}

/** Decodes in the calling thread. Keeps nothing between calls but the codecs that were loaded. */
export const studyDecoder: StudyDecoder = {
  header: (path, contentHash) => withStudy(path, (study) => study.header(), contentHash),
  film: (path, frame, contentHash) => withStudy(path, (study) => study.film(frame), contentHash),
}

function hashOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}

/** Hands the stored values of each frame of a file to `use`, in order. Rejects with a `ProblemError`. */
export function forEachStoredFrame(path: string, use: (frame: StoredFrame) => void): Promise<void> {
  return withStudy(path, async (study) => {
    const { frames } = await study.header()
    for (let frame = 0; frame < frames; frame++) use(await study.stored(frame))
  })
}

/**
 * SHA-256 (hex) of all stored values of a file: little endian in containers of 8 to 64 bits, frame after frame, row by
 * row, the samples of a pixel together. Rejects with a `ProblemError`.
 */
export async function pixelsSha256(path: string): Promise<string> {
  const hash = createHash('sha256')
  await forEachStoredFrame(path, (frame) => hash.update(frame.values))
  return hash.digest('hex')
}
