import { isDeepStrictEqual } from 'node:util'
import type { Job, JobProgress } from '#shared/job.ts'
import { describeMetrics } from '../describeCard.ts'
import { exitCodes } from '../exitCodes.ts'
import { createOutput, type Output } from '../output.ts'
import { withApplication, type Client } from '../session.ts'

export type TrainOptions = { mode: 'heads'; name?: string; seed: number; epochs?: number; activate: boolean; json?: boolean }

function progressText({ stage, done, total, numbers }: JobProgress): string {
  const share = total > 0 ? ` ${done} of ${total}` : ''
  const named = Object.entries(numbers).map(([name, value]) => `${name} ${Number(value.toPrecision(3))}`)
  return [`${stage}${share}`, ...named].join('  ')
}

/** Tells of a job until it has ended. */
async function follow(client: Client, jobId: string, output: Output): Promise<Job> {
  let last: Job | undefined
  for await (const job of await client.jobs.watch({ jobId })) {
    const changed = job.progress && !isDeepStrictEqual(job.progress, last?.progress)
    last = job
    if (!job.progress || !changed) continue
    output.record({ event: 'progress', jobId, ...job.progress })
    output.progress(progressText(job.progress))
  }
  if (!last) throw new Error('A watched job said nothing.')
  return last
}

/** Trains a model and says what it does on the films that were held out. */
export function train(folder: string, options: TrainOptions): Promise<number> {
  const output = createOutput(options.json ?? false)
  return withApplication('cli', output, async ({ client }) => {
    const { mode, name, seed, epochs, activate } = options
    const { jobId } = await client.training.start({ folder, mode, name, seed, epochs, activate })
    const job = await follow(client, jobId, output)
    if (job.problem) output.problem(job.problem)
    if (!job.result) return exitCodes.someFailed

    const card = await client.models.show({ modelId: job.result.modelId })
    const { id, metrics } = card
    output.record({ event: 'trained', jobId, model: { id, name: card.name }, seconds: card.training.seconds, metrics })
    output.line(`${card.name} (${id}) is trained: ${card.data.films} films, ${Math.round(card.training.seconds)} s.`)
    output.line()
    for (const line of describeMetrics('Held out', metrics.holdout, card)) output.line(line)
    output.line()
    output.line(activate ? 'It reads from now on.' : `To read with it from now on: fractureguard models activate ${id}`)
    return exitCodes.well
  })
}
