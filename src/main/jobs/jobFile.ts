import { mkdir, readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import writeFileAtomic from 'write-file-atomic'
import { z } from 'zod'
import { jobSchema, type Job } from '#shared/job.ts'
import type { Owner } from '#main/files/index.ts'

const jobFileSchema = z.object({
  formatVersion: z.literal(1),
  owner: z.object({ pid: z.int(), since: z.number() }),
  job: jobSchema,
})

export const jobFileName = 'job.json'

/** Writes `<runs>/<jobId>/job.json` whole or not at all. */
export async function writeJobFile(runs: string, job: Job, owner: Owner): Promise<void> {
  const folder = join(runs, job.jobId)
  await mkdir(folder, { recursive: true, mode: 0o700 })
  await writeFileAtomic(join(folder, jobFileName), JSON.stringify({ formatVersion: 1, owner, job }), { mode: 0o600 })
}

/** Every job that can be read; a folder whose file is missing or broken is none. */
export async function readJobFiles(runs: string): Promise<{ job: Job; owner: Owner }[]> {
  const files: { job: Job; owner: Owner }[] = []
  for (const entry of await readdir(runs, { withFileTypes: true })) {
    if (!entry.isDirectory()) continue
    try {
      files.push(jobFileSchema.parse(JSON.parse(await readFile(join(runs, entry.name, jobFileName), 'utf8'))))
    } catch {
      continue
    }
  }
  return files
}
