import { appendFileSync, mkdirSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { isEpoch, withProgress } from '#shared/course.ts'
import { jobProgressSchema, type JobProgress } from '#shared/job.ts'

const fileName = 'metrics.jsonl'

/** The numbers of a run in its folder: one line for each step and each epoch, so that its course can be seen later. */
export class MetricsLog {
  readonly #file: string

  constructor(runDirectory: string) {
    mkdirSync(runDirectory, { recursive: true })
    this.#file = join(runDirectory, fileName)
  }

  /** Keeps what has numbers. A full disk costs the course, not the training. */
  note(progress: JobProgress): void {
    if (Object.keys(progress.numbers).length === 0) return
    try {
      appendFileSync(this.#file, `${JSON.stringify(progress)}\n`, { mode: 0o600 })
    } catch {
      return
    }
  }
}

/** More steps than a plot has pixels help nobody. */
const mostSteps = 2000

/**
 * The course of a run: epochs (with `trainLoss`) and steps, in their order. Steps that a resumed run did once more are
 * told as they were the last time; of very many, every so many are told. Empty where nothing was noted.
 */
export async function readMetrics(runDirectory: string): Promise<JobProgress[]> {
  const text = await readFile(join(runDirectory, fileName), 'utf8').catch(() => '')
  const all = text
    .split('\n')
    .map(parsed)
    .filter((progress) => progress !== undefined)
    .reduce(withProgress, [])
  const every = Math.ceil(all.length / mostSteps)
  return all.filter((progress, i) => isEpoch(progress) || i % every === 0)
}

/** Undefined for a line that was being written when the program ended. */
function parsed(line: string): JobProgress | undefined {
  try {
    return jobProgressSchema.parse(JSON.parse(line))
  } catch {
    return undefined
  }
}
