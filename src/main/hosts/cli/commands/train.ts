import type { Job, JobProgress } from '#shared/job.ts'
import type { ModelCard } from '#shared/model.ts'
import { ProblemError } from '#shared/problem.ts'
import type { TrainingSettings } from '#shared/training.ts'
import { describeMetrics } from '../print/describeCard.ts'
import type { EngineName } from '#shared/engine.ts'
import { chooseEngine } from '../session/engine.ts'
import { exitCodes } from '../session/exitCodes.ts'
import { follow } from '../session/follow.ts'
import { createOutput } from '../print/output.ts'
import { folderOf } from '../session/reviewed.ts'
import { withApplication, type Client } from '../session/session.ts'

export type TrainOptions = TrainingSettings & {
  name?: string
  from?: string | undefined
  weights?: string
  resume?: string
  activate: boolean
  engine?: EngineName
  json?: boolean
}

function progressText({ stage, done, total, numbers }: JobProgress): string {
  const share = total > 0 ? ` ${done} of ${total}` : ''
  const named = Object.entries(numbers).map(([name, value]) => `${name} ${Number(value.toPrecision(3))}`)
  return [`${stage}${share}`, ...named].join('  ')
}

async function begin(
  client: Client,
  folder: string | undefined,
  { resume, json: _, ...request }: TrainOptions,
): Promise<Job> {
  if (resume !== undefined) return client.training.resume({ runId: resume, engine: request.engine })
  if (folder === undefined && !request.reviewed) throw new ProblemError('training-unnamed')
  return client.training.start({ ...request, folder: await folderOf(client, folder, request.reviewed ?? false) })
}

const mostNamed = 20

/** Names the files that took no part, and says why. */
async function leftOut(client: Client, { id, data }: ModelCard): Promise<string[]> {
  if (data.leftOut === undefined) return []
  const files = (await client.training.report({ modelId: id })).leftOut ?? []
  const rest = data.leftOut - Math.min(files.length, mostNamed)
  return [
    `${data.leftOut} files could not be read and were left out:`,
    ...files.slice(0, mostNamed).map(({ file, problem }) => `  ${file}: ${problem.message}`),
    ...(rest > 0 ? [`  and ${rest} more; the report names them.`] : []),
  ]
}

/** Trains a model, or resumes a run, and says what the model does on the films that were held out. */
export function train(folder: string | undefined, options: TrainOptions): Promise<number> {
  const output = createOutput(options.json ?? false)
  return withApplication('cli', output, async ({ client }) => {
    const tellEngine = await chooseEngine(client, options.engine, output)
    const { jobId, runId } = await begin(client, folder, options)
    output.record({ event: 'started', jobId, runId })
    output.line(`Run ${runId}. If it is interrupted: fractureguard train --resume ${runId}`)
    const job = await follow(client, jobId, output, progressText)
    await tellEngine()
    if (job.problem) output.problem(job.problem)
    if (!job.result) return exitCodes.someFailed

    const card = await client.models.show({ modelId: job.result.modelId })
    const { id, metrics } = card
    output.record({
      event: 'trained',
      runId,
      modelId: id,
      name: card.name,
      seconds: card.training.seconds,
      leftOut: card.data.leftOut ?? 0,
      holdout: metrics.holdout,
    })
    output.line(`Trained ${card.name} (${id}) on ${card.data.films} films in ${Math.round(card.training.seconds)} s.`)
    for (const line of await leftOut(client, card)) output.line(line)
    output.line()
    for (const line of describeMetrics('Held out', metrics.holdout, card)) output.line(line)
    output.line()
    output.line(
      options.activate ? 'It reads from now on.' : `To read with it from now on: fractureguard models activate ${id}`,
    )
    return exitCodes.well
  })
}
