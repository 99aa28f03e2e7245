import { mkdir, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import writeFileAtomic from 'write-file-atomic'
import { z } from 'zod'
import { jobSchema, type Job } from '#shared/job.ts'
import type { ProblemError } from '#shared/problem.ts'
import { isAside, readOwnJson } from '#main/files/index.ts'

/** Which running program a job belongs to: its session's id, whose lock it holds as long as it lives. */
const ownerSchema = z
  .object({ session: z.uuid() })
  // Versions before wrote down a process id, of which nobody knows whose it is by now.
  .catch({ session: '' })

const jobFileSchema = z.object({ formatVersion: z.literal(1), owner: ownerSchema, job: jobSchema })
export type OwnedJob = { job: Job; session: string }

export const jobFileName = 'job.json'

/** Writes `<runs>/<jobId>/job.json` whole or not at all. */
export async function writeJobFile(runs: string, job: Job, session: string): Promise<void> {
  const folder = join(runs, job.jobId)
  const content = JSON.stringify({ formatVersion: 1, owner: { session }, job })
  await mkdir(folder, { recursive: true, mode: 0o700 })
  await writeFileAtomic(join(folder, jobFileName), content, { mode: 0o600 })
}

/**
 * Every job that can be read; a folder without a file is none. `onAside` is told of a file that cannot be understood, and
 * was set aside.
 */
export async function readJobFiles(runs: string, onAside?: (problem: ProblemError) => void): Promise<OwnedJob[]> {
  const files: OwnedJob[] = []
  for (const entry of await readdir(runs, { withFileTypes: true })) {
    if (!entry.isDirectory()) continue
    try {
      const as = { id: 'aside-job', folder: `runs/${entry.name}` } as const
      const found = await readOwnJson(join(runs, entry.name, jobFileName), jobFileSchema, as)
      if (found) files.push({ job: found.job, session: found.owner.session })
    } catch (thrown) {
      if (isAside(thrown)) onAside?.(thrown)
    }
  }
  return files
}
