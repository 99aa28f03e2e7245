import { createHash } from 'node:crypto'
import type { StudyDecoder } from './service.ts'
import { handlerFor } from './formats/chain.ts'
import { withStudyFile } from './studyFile.ts'

/** Decodes in the calling thread. Keeps nothing between calls but the codecs that were loaded. */
export const studyDecoder: StudyDecoder = {
  header: (path) => withStudyFile(path, async (file) => (await handlerFor(file)).header(file)),
  film: (path, frame) => withStudyFile(path, async (file) => (await handlerFor(file)).film(file, frame)),
}

/**
 * SHA-256 (hex) of all stored values of a file: little endian in containers of 8 to 64 bits, frame after frame, row by row,
 * the samples of a pixel together. Rejects with a `ProblemError`.
 */
export function pixelsSha256(path: string): Promise<string> {
  return withStudyFile(path, async (file) => {
    const handler = await handlerFor(file)
    const { frames } = await handler.header(file)
    const hash = createHash('sha256')
    for (let frame = 0; frame < frames; frame++) hash.update((await handler.stored(file, frame)).values)
    return hash.digest('hex')
  })
}
