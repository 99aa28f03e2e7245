import { resolve } from 'node:path'
import { Option, type Command } from 'commander'
import { toProblem } from '#shared/problem.ts'
import { Inbox } from '#main/app/index.ts'
import { walk } from '#main/files/index.ts'
import { fetchStudy, objectFile, peerOf, type Connections, type ObjectFile, type SentObject } from '#main/pacs/index.ts'
import { count } from '../print/lists.ts'
import { table, type Output } from '../print/output.ts'
import { printable } from '../print/printable.ts'
import { withConnections, type Note } from '../session/connections.ts'
import { exitCodes } from '../session/exitCodes.ts'
import { wholeNumber } from './arguments.ts'
import { examples, json } from './help.ts'

type Json = { json?: boolean }
type QueryOptions = Json & {
  patientId?: string
  patientName?: string
  date?: string
  modality?: string
  accession?: string
  most: number
}

/** Everything below `pacs`. */
export function addPacsCommands(program: Command, done: (code: number) => void): void {
  const pacs = program.command('pacs').description('find, fetch and send DICOM over a connection')
  pacs
    .command('query')
    .description('find studies; * and ? stand for anything')
    .argument('<connection>', 'name of the connection')
    .option('--patient-id <id>', 'Patient ID')
    .option('--patient-name <name>', 'Patient’s Name, such as "Doe*"')
    .option('--date <date>', 'study date: 20240131, or a range such as 20240101-20240131')
    .option('--modality <code>', 'modality in the study, such as DX')
    .option('--accession <number>', 'accession number')
    .addOption(new Option('--most <number>', 'so many at most').argParser(wholeNumber(1, 5000)).default(100))
    .addOption(json())
    .addHelpText('after', examples('pacs query archive --date 20240131 --modality DX'))
    .action(async (name: string, options: QueryOptions) => {
      done(
        await withConnections(options.json, async (all, output, _note, signal) => {
          const { most, json: _, ...query } = options
          const { studies, cut } = await (await peerOf(await all.get(name))).studies(query, most, signal)
          for (const study of studies) output.record(study)
          const rows = studies.map(
            ({ studyUid, patientName, patientId, date, modalities, instances, description }) =>
            [date, modalities.join('+'), String(instances ?? ''), patientId, patientName, description, studyUid].map(printable), // prettier-ignore
          )
          if (rows.length === 0) output.line('No study fits.')
          else for (const line of table([['DATE', 'MODALITY', 'OBJECTS', 'PATIENT', 'NAME', 'DESCRIPTION', 'STUDY UID'], ...rows], [2])) output.line(line) // prettier-ignore
          if (cut) output.line(`There are more than ${most}; narrow the query, or raise --most.`)
        }),
      )
    })
  pacs
    .command('fetch')
    .description('fetch a study into a folder (C-GET or WADO-RS)')
    .argument('<connection>', 'name of the connection')
    .argument('<study>', 'Study Instance UID, as "pacs query" lists it')
    .requiredOption('--to <dir>', 'the folder')
    .addOption(json())
    .addHelpText('after', examples('pacs fetch web 1.2.840.113619.2.55 --to films/'))
    .action(async (name: string, studyUid: string, { to, json }: Json & { to: string }) => {
      done(
        await withConnections(json, async (all, output, note, signal) => {
          const peer = await peerOf(await all.get(name))
          const onObject = (done: number): void => output.progress(`${count(done, 'object')} …`)
          const objects = await fetchStudy(peer, studyUid, resolve(to), { signal, onObject })
          note('study-fetched', [name], objects)
          output.record({ studyUid, objects, folder: to })
          output.line(`${count(objects, 'object')} fetched into ${to}`)
        }),
      )
    })
  pacs
    .command('send')
    .description('send DICOM files, such as results that "read --to DIR" wrote')
    .argument('<connection>', 'name of the connection')
    .argument('<path...>', 'files and folders')
    .addOption(json())
    .addHelpText('after', examples('read --dicom sc,sr --to results/ films/', 'pacs send archive results/'))
    .action(async (name: string, paths: string[], options: Json) => {
      done(
        await withConnections(options.json, async (all, output, note, signal, home) => {
          const inbox = await Inbox.open(home.inbox)
          try {
            return await inbox.withFolder((folder) => send(all, name, paths, { output, note, signal, folder }))
          } finally {
            await inbox.close()
          }
        }),
      )
    })
}

/** 1 where something was not sent. */
async function send(
  all: Connections,
  name: string,
  paths: readonly string[],
  { output, note, signal, folder }: { output: Output; note: Note; signal: AbortSignal; folder: string },
): Promise<number> {
  const peer = await peerOf(await all.get(name))
  const objects: ObjectFile[] = []
  let failed = 0
  const fail = (what: string, problem: ReturnType<typeof toProblem>): void => {
    failed++
    output.record({ object: what, problem })
    output.line(`Not sent: ${printable(what)}: ${problem.message}`)
  }
  const files = new Map<string, string>()
  for (const given of paths) {
    for await (const { path, ...walked } of walk(resolve(given))) {
      try {
        if ('problem' in walked) throw walked.problem
        const object = await objectFile(path)
        objects.push(object)
        files.set(object.sopInstanceUid, path)
      } catch (thrown) {
        fail(path, toProblem(thrown))
      }
    }
  }
  let sent = 0
  const by = { whole: 0, listed: 0, not: 0 }
  const onSent = ({ sopInstanceUid, problem, compared }: SentObject): void => {
    const path = files.get(sopInstanceUid) ?? sopInstanceUid
    if (problem) return fail(path, problem)
    sent++
    by[compared ?? 'not']++
    output.record({ object: path, sopInstanceUid, ...(compared ? { compared } : {}) })
    output.progress(`${sent} of ${objects.length} sent …`)
  }
  try {
    await peer.send(objects, onSent, signal, folder)
  } finally {
    // Also where the user stops: these have left.
    if (sent > 0) note('objects-sent', [name], sent)
  }
  output.line(`${count(sent, 'object')} sent to ${name}.`)
  if (by.listed > 0) output.line(`${count(by.listed, 'object')} compared only with what ${name} lists.`)
  if (by.not > 0)
    output.line(`${count(by.not, 'object')} stored, not compared: ${name} does not give back what it keeps.`)
  return failed > 0 ? exitCodes.someFailed : exitCodes.well
}
