import { join } from 'node:path'
import type { EngineName } from '#shared/engine.ts'
import { fromProblem, type Problem } from '#shared/problem.ts'
import type { ReportClass, ResultKind } from '#shared/results.ts'
import { openHome } from '#main/app/index.ts'
import { isLoopback } from '#main/hosts/api/loopback.ts'
import { FilmNode, filmVerdicts, Queue, type FilmVerdicts, type NodeEvent } from '#main/node/index.ts'
import { Connections, peerOf, requireAeTitle } from '#main/pacs/index.ts'
import { count } from '../print/lists.ts'
import { createOutput, type Output } from '../print/output.ts'
import { notADevice } from '../print/rows.ts'
import { activeModel } from '../session/activeModel.ts'
import { chooseEngine } from '../session/engine.ts'
import { exitCodeOf, exitCodes, problemFrom } from '../session/exitCodes.ts'
import { noted } from '../session/noted.ts'
import { readFilms } from '../session/readFilms.ts'
import { ResultsRun, wishOf } from '../session/results.ts'
import { withApplication, type Client } from '../session/session.ts'

export type NodeOptions = {
  json?: boolean
  to: string
  allow: string[]
  ae: string
  port: number
  host: string
  diskLimit: number
  retry: number
  dicom?: ResultKind[]
  srClass?: ReportClass
  model?: string
  engine?: EngineName
}

const folderOf = (home: string): string => join(home, 'node')

/** Runs until the user wants an end. */
export function runNode(options: NodeOptions): Promise<number> {
  const output = createOutput(options.json ?? false)
  return withApplication(
    'cli',
    output,
    async ({ client, signal }) => {
      for (const title of [options.ae, ...options.allow]) requireAeTitle(title)
      const home = openHome()
      const connections = new Connections(home.root)
      await connections.get(options.to)
      await modelOf(client, options)
      const tellEngine = await chooseEngine(client, options.engine, output)
      const node = await FilmNode.start({
        folder: folderOf(home.root),
        ...{ host: options.host, port: options.port, aeTitle: options.ae, allowed: options.allow },
        mostBytes: options.diskLimit * 1e9,
        retryMs: options.retry * 1_000,
        read: (path, to) => readInto(client, path, to, options),
        destination: async () => peerOf(await connections.get(options.to)),
        tell: (event) => {
          tell(output, event)
          if ('objects' in event && event.objects > 0)
            noted(home, output, { action: 'objects-sent', words: [options.to], count: event.objects })
        },
      })
      const { host, ae, allow, to } = options
      output.record({ event: 'listening', at: new Date().toISOString(), host, port: node.port, aeTitle: ae })
      output.line(
        `${ae} listens at ${host}:${node.port} for ${allow.join(', ')}; results go to ${to}. Ctrl-C stops it.`,
      )
      if (!isLoopback(host)) output.aside('DICOM is not encrypted here: let only trusted networks reach this address.')
      output.line(notADevice)
      await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }))
      output.aside('Ending …')
      const { received, read } = node.counts()
      await node.stop()
      await tellEngine()
      output.record({ event: 'ended', at: new Date().toISOString(), received, read })
      output.line(
        `Ended. ${count(received, 'film')} to be read and results of ${count(read, 'film')} to be sent are kept.`,
      )
      return exitCodes.well
    },
    { leaves: true },
  )
}

async function modelOf(client: Client, { model }: NodeOptions): Promise<string> {
  return (model === undefined ? await activeModel(client) : await client.models.show({ modelId: model })).id
}

/** Reads a film as `read` does. Resolves with what became of its frames; rejects where there are no results. */
async function readInto(client: Client, path: string, to: string, options: NodeOptions): Promise<FilmVerdicts> {
  const { dicom, srClass, engine } = options
  const modelId = await modelOf(client, options)
  const results = new ResultsRun(client, wishOf({ dicom, srClass, to })!, modelId)
  const frames: (string | Problem)[] = []
  const films = readFilms(client, { paths: [path], modelId, engine }, async (_row, film) => {
    const written = await results.write(film, _row.reading)
    if ('problem' in written) throw fromProblem(written.problem)
  })
  for await (const row of films) frames.push('problem' in row ? row.problem : row.reading.verdict)
  await results.finish()
  return filmVerdicts(frames)
}

function tell(output: Output, event: NodeEvent): void {
  const at = new Date().toISOString()
  output.record({ at, ...event })
  output.line(`${at}  ${sentenceOf(event)}`)
}

function unreadIn(unread: FilmVerdicts['unread']): string {
  return unread ? `; ${count(unread.frames, 'frame')} not read: ${unread.problem.message}` : ''
}

function sentenceOf(event: NodeEvent): string {
  switch (event.event) {
    case 'received':
      return `received  ${event.film} from ${event.from}`
    case 'known':
      return `known     ${event.film} from ${event.from} had come before`
    case 'refused': {
      const why = { calling: 'it is not on the list', called: 'it called another AE title', status: `status ${event.status}` } // prettier-ignore
      return `refused   ${event.from || 'somebody without AE title'}: ${why[event.reason]}`
    }
    case 'read':
      return `read      ${event.film}: ${event.verdicts.join(', ')}${unreadIn(event.unread)}`
    case 'sent':
      return `sent      ${event.film}: ${count(event.objects, 'object')}`
    case 'not-read':
      return `not read  ${event.film}: ${event.problem.message}${againIn(event.againInMs)}`
    case 'not-sent':
      return `not sent  ${event.film}: ${event.problem.message}${againIn(event.againInMs)}`
    case 'trouble':
      return `trouble   ${event.problem.message}`
  }
}

const againIn = (milliseconds: number | undefined): string =>
  milliseconds === undefined ? '' : ` Next try in ${Math.round(milliseconds / 1_000)} s.`

/** Tells of the queue, also while the node runs. */
export async function nodeStatus({ json = false }: { json?: boolean }): Promise<number> {
  const output = createOutput(json)
  try {
    const queue = new Queue(folderOf(openHome().root))
    const counts = queue.counts()
    const open = queue.open()
    const bytes = queue.bytes()
    queue.close()
    output.record({ ...counts, bytes })
    output.line(`${counts.received} to be read, results of ${counts.read} to be sent, ${counts.sent} done, ${counts.failed} could not be read; ${(bytes / 1e6).toFixed(1)} MB kept.`) // prettier-ignore
    for (const { sopInstanceUid, from, state, tries, code, changedAt } of open) {
      const since = new Date(changedAt).toISOString()
      output.record({ film: sopInstanceUid, from, state, tries, ...(code === null ? {} : { code }), since })
      output.line(`${since}  ${state}  ${sopInstanceUid} from ${from}${code === null ? '' : `: ${code}`}`)
    }
    return exitCodes.well
  } catch (thrown) {
    const problem = problemFrom(thrown)
    output.problem(problem)
    return exitCodeOf(problem)
  }
}
