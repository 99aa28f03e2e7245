import { isMarkedAsUntransferable } from 'node:worker_threads'
import { move, transferableSymbol, valueSymbol } from 'piscina'
import type { FileInfo } from '#shared/fileInfo.ts'
import type { FileHeader, GreyValues } from '#shared/film.ts'
import type { Tag } from '#shared/library.ts'
import { ProblemError, toProblem, type Problem } from '#shared/problem.ts'
import { fileInputs, type InputShape, type WantedFrames } from '#main/reading/filmInput.ts'
import { contentsOf, type Contents } from '#main/study/contents/contents.ts'
import { fileInfo } from '#main/study/fileInfo.ts'
import { studyDecoder } from '#main/study/openStudy.ts'
import { fileTags } from '#main/study/tags.ts'
import { thumbnailOf } from '#main/study/thumbnail.ts'
import { errorTrace, type ErrorTrace } from '#main/compute/index.ts'

export type DecodeTask =
  | { kind: 'header'; path: string }
  | { kind: 'film'; path: string; frame: number }
  | { kind: 'tags'; path: string }
  | { kind: 'thumbnail'; path: string }
  | { kind: 'info'; path: string }
  | { kind: 'unpack'; path: string; directory: string }
  | { kind: 'inputs'; path: string; wanted: WantedFrames; shape: InputShape }

/** An error object loses its class and code between threads, so a failure is an answer. */
export type Decoded<T> = { value: T } | { problem: Problem; unexpected?: ErrorTrace }

function failed(thrown: unknown): Decoded<never> {
  return { problem: toProblem(thrown), ...(thrown instanceof ProblemError ? {} : { unexpected: errorTrace(thrown) }) }
}

/** What a decoding thread does: one task, one answer. Samples are handed over, not copied. */
export default async function decode(task: DecodeTask): Promise<unknown> {
  try {
    if (task.kind === 'header') return { value: await studyDecoder.header(task.path) } satisfies Decoded<FileHeader>
    if (task.kind === 'film') {
      const film = await studyDecoder.film(task.path, task.frame)
      const values = movable(film.values)
      return handOver({ value: { ...film, values } }, [values.buffer])
    }
    if (task.kind === 'tags') return { value: await fileTags(task.path) } satisfies Decoded<Tag[]>
    if (task.kind === 'thumbnail') {
      return { value: await thumbnailOf(await studyDecoder.film(task.path, 0)) } satisfies Decoded<Uint8Array>
    }
    if (task.kind === 'info') return { value: await fileInfo(task.path) } satisfies Decoded<FileInfo>
    if (task.kind === 'unpack') {
      return { value: await contentsOf(task.path, task.directory) } satisfies Decoded<Contents | undefined>
    }
    const inputs = await fileInputs(task.path, task.wanted, task.shape)
    return handOver(
      { value: inputs },
      inputs.frames.flatMap((frame) => ('input' in frame ? [frame.input.pixels.buffer] : [])),
    )
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
