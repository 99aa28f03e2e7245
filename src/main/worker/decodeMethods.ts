import { isMarkedAsUntransferable } from 'node:worker_threads'
import type { GreyValues } from '#shared/film.ts'
import type { FilmDecoder } from '#main/reading/filmDecoder.ts'
import { fileInputs } from '#main/reading/filmInput.ts'
import { contentsOf } from '#main/study/contents/contents.ts'
import { documentOf } from '#main/study/documents/document.ts'
import { fileInfo } from '#main/study/fileInfo.ts'
import { studyDecoder } from '#main/study/openStudy.ts'
import { fileTags } from '#main/study/tags.ts'
import { thumbnail } from '#main/study/thumbnail.ts'

export type DecodeMethods = Omit<FilmDecoder, 'close'>
export type DecodeMethod = keyof DecodeMethods

/** What a decoding thread does. */
export const decodeMethods: DecodeMethods = {
  header: studyDecoder.header,
  film: async (path, frame, contentHash) => {
    const film = await studyDecoder.film(path, frame, contentHash)
    return { ...film, values: movable(film.values) }
  },
  tags: fileTags,
  document: documentOf,
  thumbnail,
  info: fileInfo,
  unpack: contentsOf,
  inputs: fileInputs,
  // Its writer and its fonts are only loaded where somebody wants them.
  results: async ({ path, reading, work, version }) =>
    (await import('#main/results/index.ts')).writeResults(path, reading, work, version),
  deidentify: async (request) => (await import('#main/deidentify/index.ts')).deidentifyFile(request),
}

/**
 * The values in memory that is theirs alone: they may lie within a file's bytes, or in memory of a decoder, which
 * cannot be handed over.
 */
function movable(values: GreyValues): GreyValues {
  const alone = values.byteLength === values.buffer.byteLength && !isMarkedAsUntransferable(values.buffer)
  return alone ? values : values.slice()
}
