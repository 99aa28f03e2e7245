import { resolve } from 'node:path'
import { Option, type Command } from 'commander'
import { ProblemError, toProblem } from '#shared/problem.ts'
import { Inbox, openHome, type Home } from '#main/app/index.ts'
import { readRegularFile, walk } from '#main/files/index.ts'
import {
  Connections,
  fetchStudy,
  objectFile,
  peerOf,
  shown,
  type Connection,
  type ObjectFile,
} from '#main/pacs/index.ts'
import { count } from '../print/lists.ts'
import { createOutput, table, type Output } from '../print/output.ts'
import { printable } from '../print/printable.ts'
import { exitCodeOf, exitCodes, problemFrom } from '../session/exitCodes.ts'
import { noted } from '../session/noted.ts'
import { wholeNumber } from './arguments.ts'
import { examples, json } from './help.ts'

type Json = { json?: boolean }
type AddOptions = Json & {
  dicom?: string
  dicomweb?: string
  calling?: string
  tls?: true
  tlsCa?: string
  user?: string
  secretFile?: string
}
type QueryOptions = Json & {
  patientId?: string
  patientName?: string
  date?: string
  modality?: string
  accession?: string
  most: number
}
type Note = (action: 'connection-added' | 'connection-removed' | 'study-fetched' | 'objects-sent', words: string[], count?: number) => void // prettier-ignore

/** `connections …` and `pacs …`. */
export function addPacsCommands(program: Command, done: (code: number) => void): void {
  const connections = program.command('connections').description('PACS connections: DICOM nodes and DICOMweb servers')
  connections
    .command('add')
    .description('add a connection; nothing is ever sent to a place that was not added')
    .argument('<name>', 'what to call it: lower-case letters, digits and dashes')
    .option('--dicom <aetitle@host:port>', 'a DICOM node')
    .option('--calling <aetitle>', 'with --dicom: AE title of this program (default: FRACTUREGUARD)')
    .option('--tls', 'with --dicom: encrypted', false)
    .option('--tls-ca <file>', 'certificates of the authorities to trust instead of those of the system (PEM)')
    .option('--dicomweb <url>', 'a DICOMweb server, such as https://pacs/dicom-web')
    .option('--user <name>', 'with --dicomweb: user, whose password is in --secret-file')
    .option('--secret-file <file>', 'with --dicomweb: file with the password, or without --user with a bearer token')
    .addOption(json())
    .addHelpText(
      'after',
      examples(
        'connections add archive --dicom ARCHIVE@pacs.ward.example:104',
        'connections add web --dicomweb https://pacs.ward.example/dicom-web --user reader --secret-file password.txt',
      ),
    )
    .action(async (name: string, options: AddOptions, command: Command) => {
      if ((options.dicom === undefined) === (options.dicomweb === undefined))
        command.error('error: name either --dicom AETITLE@HOST:PORT or --dicomweb URL')
      done(await withConnections(options.json, (all, output, note) => add(all, name, options, output, note)))
    })
  connections
    .command('list', { isDefault: true })
    .description('list all connections, without their secrets')
    .addOption(json())
    .addHelpText('after', examples('connections list'))
    .action(async (options: Json) => {
      done(
        await withConnections(options.json, async (all, output) => {
          const list = await all.list()
          for (const one of list) tell(output, one)
          if (list.length === 0) output.line('There are no connections.')
        }),
      )
    })
  connections
    .command('test')
    .description('see whether a system answers (C-ECHO or QIDO-RS)')
    .argument('<name>', 'the connection')
    .addOption(json())
    .addHelpText('after', examples('connections test archive'))
    .action(async (name: string, options: Json) => {
      done(
        await withConnections(options.json, async (all, output, _note, signal) => {
          const started = performance.now()
          const peer = await peerOf(await all.get(name))
          await peer.test(signal)
          const milliseconds = Math.round(performance.now() - started)
          output.record({ name, milliseconds })
          output.line(`${name} answers, in ${milliseconds} ms.`)
        }),
      )
    })
  connections
    .command('remove')
    .description('remove a connection with its secret')
    .argument('<name>', 'the connection')
    .addOption(json())
    .addHelpText('after', examples('connections remove archive'))
    .action(async (name: string, options: Json) => {
      done(
        await withConnections(options.json, async (all, output, note) => {
          const gone = await all.remove(name)
          note('connection-removed', [gone.kind])
          tell(output, gone)
        }),
      )
    })

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

async function add(all: Connections, name: string, options: AddOptions, output: Output, note: Note): Promise<void> {
  const { dicom, dicomweb, calling, tls, tlsCa, user, secretFile } = options
  const [, aeTitle, host, port] = /^([^@]+)@(.+):(\d+)$/.exec(dicom ?? '') ?? []
  const encrypted = tls || tlsCa !== undefined
  const given =
    dicomweb === undefined
      ? {
          ...{ kind: 'dicom', name, aeTitle, host, port: Number(port) },
          ...(calling === undefined ? {} : { callingAeTitle: calling }),
          ...(encrypted ? { tls: tlsCa === undefined ? {} : { ca: resolve(tlsCa) } } : {}),
        }
      : {
          ...{ kind: 'dicomweb', name, url: dicomweb },
          ...(user === undefined ? {} : { user }),
          ...(tlsCa === undefined ? {} : { ca: resolve(tlsCa) }),
          ...(secretFile === undefined ? {} : { secret: await secretIn(secretFile) }),
        }
  const added = await all.add(given)
  note('connection-added', [added.kind])
  tell(output, added)
}

/** Of a file with a password or a token, bytes. */
const largestSecret = 2 ** 16

async function secretIn(file: string): Promise<string> {
  const secret = await readRegularFile(resolve(file), { largest: largestSecret }).then(
    (bytes) => bytes.toString('utf8').trim(),
    () => '',
  )
  if (secret === '' || secret.includes('\n')) throw new ProblemError('connection-secret-unreadable')
  return secret
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
  await peer.send(
    objects,
    ({ sopInstanceUid, problem, compared }) => {
      const path = files.get(sopInstanceUid) ?? sopInstanceUid
      if (problem) return fail(path, problem)
      sent++
      by[compared ?? 'not']++
      output.record({ object: path, sopInstanceUid, ...(compared ? { compared } : {}) })
      output.progress(`${sent} of ${objects.length} sent …`)
    },
    signal,
    folder,
  )
  if (sent > 0) note('objects-sent', [name], sent)
  output.line(`${count(sent, 'object')} sent to ${name}.`)
  if (by.listed > 0) output.line(`${count(by.listed, 'object')} compared only with what ${name} lists.`)
  if (by.not > 0)
    output.line(`${count(by.not, 'object')} stored, not compared: ${name} does not give back what it keeps.`)
  return failed > 0 ? exitCodes.someFailed : exitCodes.well
}

function tell(output: Output, connection: Connection): void {
  const open = shown(connection)
  output.record(open)
  if (open.kind === 'dicom') {
    const { name, aeTitle, host, port, callingAeTitle, tls } = open
    output.line(`${name}  DICOM node ${aeTitle}@${host}:${port}, as ${callingAeTitle}${tls ? ', TLS' : ''}`)
    return
  }
  const as = open.login === 'none' ? '' : `, as ${open.user ?? 'the owner of a token'}`
  output.line(`${open.name}  DICOMweb ${open.url}${as}`)
}

async function withConnections(
  json: boolean | undefined,
  work: (all: Connections, output: Output, note: Note, signal: AbortSignal, home: Home) => Promise<number | void>,
): Promise<number> {
  const output = createOutput(json ?? false)
  const ending = new AbortController()
  const end = (): void => ending.abort(new ProblemError('work-ended'))
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, end)
  try {
    const home = openHome()
    const note: Note = (action, words, count) =>
      noted(home, output, { action, words, ...(count === undefined ? {} : { count }) })
    return (await work(new Connections(home.root), output, note, ending.signal, home)) ?? exitCodes.well
  } catch (thrown) {
    const problem = problemFrom(thrown)
    output.problem(problem)
    return exitCodeOf(problem)
  } finally {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.off(signal, end)
  }
}
