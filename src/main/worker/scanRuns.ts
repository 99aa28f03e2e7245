import { availableParallelism } from 'node:os'
import type { EngineName } from '#shared/engine.ts'
import { filmsPerRun, largestBatch, mostRuns } from '#main/compute/index.ts'
import type { ReadAlongside } from '#main/reading/reader.ts'

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
