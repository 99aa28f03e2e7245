import { isMarkedAsUntransferable } from 'node:worker_threads'
import { move, transferableSymbol, valueSymbol } from 'piscina'
import type { GreyValues } from '#shared/film.ts'
import { ProblemError, toProblem, type Problem } from '#shared/problem.ts'
import type { FilmDecoder } from '#main/reading/filmDecoder.ts'
import { fileInputs } from '#main/reading/filmInput.ts'
import { contentsOf } from '#main/study/contents/contents.ts'
import { documentOf } from '#main/study/documents/document.ts'
import { fileInfo } from '#main/study/fileInfo.ts'
import { studyDecoder } from '#main/study/openStudy.ts'
import { fileTags } from '#main/study/tags.ts'
import { thumbnail } from '#main/study/thumbnail.ts'
import { errorTrace, type ErrorTrace } from '#main/compute/index.ts'
import { noteBegun, type Begun } from './begun.ts'

type DecodeMethods = Omit<FilmDecoder, 'close'>
export type DecodeMethod = keyof DecodeMethods

/** One call of a method. */
export type DecodeTask = {
  [Method in DecodeMethod]: { method: Method; input: Parameters<DecodeMethods[Method]> }
}[DecodeMethod] & {
  /** Where the thread says that it has taken the task up; see `noteBegun`. */
  begun: Begun
}

const methods: DecodeMethods = {
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
  results: async ({ path, reading, work }) =>
    (await import('#main/results/index.ts')).writeResults(path, reading, work),
  deidentify: async (request) => (await import('#main/deidentify/index.ts')).deidentifyFile(request),
}

/** Samples in an answer that nobody else uses: they are handed over, not copied. */
const samplesOf: {
  [Method in DecodeMethod]?: (value: Awaited<ReturnType<DecodeMethods[Method]>>) => ArrayBufferLike[]
} = {
  film: ({ values }) => [values.buffer],
  inputs: ({ frames }) => frames.flatMap((frame) => ('input' in frame ? [frame.input.pixels.buffer] : [])),
}

/** An error object loses its class and code between threads, so a failure is an answer. */
export type Decoded<T> = { value: T } | { problem: Problem; unexpected?: ErrorTrace }

function failed(thrown: unknown): Decoded<never> {
  return { problem: toProblem(thrown), ...(thrown instanceof ProblemError ? {} : { unexpected: errorTrace(thrown) }) }
}

/** What a decoding thread does: one task, one answer. */
export default async function decode({ method, input, begun }: DecodeTask): Promise<unknown> {
  noteBegun(begun)
  try {
    const value = await (methods[method] as (...input: unknown[]) => Promise<never>)(...input)
    const samples = samplesOf[method]
    return samples ? handOver({ value }, samples(value)) : ({ value } satisfies Decoded<unknown>)
  } catch (thrown) {
    return failed(thrown)
  }
}

/**
 * The values in memory that is theirs alone: they may lie within a file's bytes, or in memory of a decoder, which
 * cannot be handed over.
 */
function movable(values: GreyValues): GreyValues {
  const alone = values.byteLength === values.buffer.byteLength && !isMarkedAsUntransferable(values.buffer)
  return alone ? values : values.slice()
}

function handOver<T>(answer: Decoded<T>, buffers: readonly ArrayBufferLike[]): unknown {
  return move({ [transferableSymbol]: buffers, [valueSymbol]: answer } as never)
}
