import { availableParallelism } from 'node:os'
import type { EngineName } from '#shared/engine.ts'
import { largestBatch } from '#main/reading/batcher.ts'
import type { ReadAlongside } from '#main/reading/reader.ts'
import type { ComputeMethod } from './rpc.ts'

/**
 * Milliseconds after which the process is taken to hang and is killed. Longer than what the process itself allows a
 * decoder, so that a slow file normally costs a thread and not the process. Training and inspecting may take as long as
 * they take.
 */
export type HardLimits = Record<ComputeMethod, number>

export const hardLimits: HardLimits = {
  header: 60_000,
  film: 120_000,
  tags: 60_000,
  thumbnail: 120_000,
  info: 360_000,
  unpack: 360_000,
  read: 300_000,
  readFile: 300_000,
  train: Number.POSITIVE_INFINITY,
  inspect: Number.POSITIVE_INFINITY,
  estimate: 600_000,
  writeOnnx: 120_000,
  unpackModel: 300_000,
  cancel: 60_000,
  doctor: 180_000,
}

/** Films in one run on a core: more of them are no faster. */
const filmsPerRun = 4

/**
 * How a scan's films are read: on a processor by runs that each have their own cores, since threads of one run that
 * wait for one another wait for the decoders too; each run holds the network once more. A graphics processor runs one
 * at a time, and takes more of them.
 */
export function scanRuns(engine: EngineName, cores = availableParallelism()): Omit<ReadAlongside, 'entry'> {
  if (engine !== 'onnx-cpu') return { runs: 1, threadsPerRun: cores, filmsPerRun: largestBatch }
  const runs = Math.min(mostRuns, cores)
  return { runs, threadsPerRun: Math.floor(cores / runs), filmsPerRun }
}

const mostRuns = 4

/**
 * Films that a scan has under way: as many in the engine, as many waiting for it, and for each core two that are
 * decoded.
 */
export const filesAtATime =
  2 * Math.max(largestBatch, filmsPerRun * Math.min(mostRuns, availableParallelism())) + 2 * availableParallelism()

/** Calls that the process is given at a time; others wait on this side, where waiting is not taken for a hang. */
export const atATime: Record<ComputeMethod, number> = {
  header: 4,
  film: 2,
  tags: 2,
  thumbnail: 2,
  info: 2,
  unpack: 1,
  read: 2,
  readFile: filesAtATime,
  train: Number.POSITIVE_INFINITY,
  inspect: Number.POSITIVE_INFINITY,
  estimate: 1,
  writeOnnx: 1,
  unpackModel: 1,
  cancel: Number.POSITIVE_INFINITY,
  doctor: 1,
}
