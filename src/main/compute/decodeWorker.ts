import { move, transferableSymbol, valueSymbol } from 'piscina'
import type { FileHeader, GreyFilm } from '#shared/film.ts'
import { ProblemError, toProblem, type Problem } from '#shared/problem.ts'
import { studyDecoder } from '#main/study/openStudy.ts'
import { errorTrace, type ErrorTrace } from './errorTrace.ts'

export type DecodeTask = { kind: 'header'; path: string } | { kind: 'film'; path: string; frame: number }

/** An error object loses its class and code between threads, so a failure is an answer. */
export type Decoded<T> = { value: T } | { problem: Problem; unexpected?: ErrorTrace }

function failed(thrown: unknown): Decoded<never> {
  return { problem: toProblem(thrown), ...(thrown instanceof ProblemError ? {} : { unexpected: errorTrace(thrown) }) }
}

/** What a decoding thread does: one task, one answer. A film's samples are handed over, not copied. */
export default async function decode(task: DecodeTask): Promise<unknown> {
  try {
    if (task.kind === 'header') return { value: await studyDecoder.header(task.path) } satisfies Decoded<FileHeader>
    const film = await studyDecoder.film(task.path, task.frame)
    return handOver({ value: film })
  } catch (thrown) {
    return failed(thrown)
  }
}

function handOver(answer: { value: GreyFilm }): unknown {
  const { buffer } = answer.value.values
  return move({ [transferableSymbol]: [buffer], [valueSymbol]: answer } as never)
}
