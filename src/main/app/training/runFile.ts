import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import writeFileAtomic from 'write-file-atomic'
import { z } from 'zod'
import { trainingRequestSchema } from '#shared/contract/index.ts'
import { marksSchema } from '#shared/mark.ts'
import { modelIdSchema } from '#shared/model.ts'
import { fromProblem, ProblemError, toProblem } from '#shared/problem.ts'
import { readOwnJson } from '#main/files/index.ts'

const addedFilm = z.object({
  path: z.string(),
  contentHash: z.string(),
  fractured: z.boolean(),
  marks: marksSchema.optional(),
})

/** What a training run needs to be gone on with. */
const runSchema = z.object({
  formatVersion: z.literal(1),
  request: trainingRequestSchema,
  /** Id that its model will have. */
  modelId: modelIdSchema,
  /** The model whose trunk it began with. */
  from: modelIdSchema,
  /** What was said of the folder's films when the run began, where they are labelled by that. */
  reviewedFilms: z.array(addedFilm).optional(),
  /** Films beside those of the folder, as they were when the run began. */
  added: z.array(addedFilm).default([]),
  finished: z.boolean(),
})
export type Run = z.infer<typeof runSchema>

const fileName = 'run.json'

export async function writeRun(folder: string, run: Run): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  await writeFileAtomic(join(folder, fileName), JSON.stringify(run), { mode: 0o600 })
}

/**
 * Rejects with `not-found` where there is no such run, once with 'aside-run' for one that cannot be understood, and
 * `not-readable` where a disk fails.
 */
export async function readRun(runs: string, runId: string): Promise<Run> {
  // A run is named by a job's UUID; anything else might lead out of the folder.
  if (!z.uuid().safeParse(runId).success) throw new ProblemError('run-unknown')
  let run: Run | undefined
  try {
    run = await readOwnJson(join(runs, runId, fileName), runSchema, { id: 'aside-run', folder: `runs/${runId}` })
  } catch (thrown) {
    // A disk that fails just now has not cleared it.
    throw fromProblem(toProblem(thrown))
  }
  if (!run) throw new ProblemError('run-unknown')
  return run
}
