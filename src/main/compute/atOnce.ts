import { availableParallelism } from 'node:os'

/** Films in one run of the engine, and frames in one answer, at most. More do not make a processor faster, and cost memory. */
export const largestBatch = 8

/** Films in one run on a core: more of them are no faster. */
export const filmsPerRun = 4

/** Runs side by side on a processor; each holds the network once more. */
export const mostRuns = 4

/** Films that a scan has under way: as many in the engine, as many waiting for it, and for each core two that are decoded. */
export const filesAtATime =
  2 * Math.max(largestBatch, filmsPerRun * Math.min(mostRuns, availableParallelism())) + 2 * availableParallelism()
