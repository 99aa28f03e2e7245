import { move, transferableSymbol, valueSymbol } from 'piscina'
import { ProblemError, toProblem, type Problem } from '#shared/problem.ts'
import { errorTrace, type ErrorTrace } from '#main/compute/index.ts'
import { noteBegun, type Begun } from './begun.ts'
import { decodeMethods, type DecodeMethod, type DecodeMethods } from './decodeMethods.ts'

/** One call of a method. */
export type DecodeTask = {
  [Method in DecodeMethod]: { method: Method; input: Parameters<DecodeMethods[Method]> }
}[DecodeMethod] & {
  /** Where the thread says that it has taken the task up; see `noteBegun`. */
  begun: Begun
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
    const value = await (decodeMethods[method] as (...input: unknown[]) => Promise<never>)(...input)
    const samples = samplesOf[method]
    return samples ? handOver({ value }, samples(value)) : ({ value } satisfies Decoded<unknown>)
  } catch (thrown) {
    return failed(thrown)
  }
}

function handOver<T>(answer: Decoded<T>, buffers: readonly ArrayBufferLike[]): unknown {
  return move({ [transferableSymbol]: buffers, [valueSymbol]: answer } as never)
}
