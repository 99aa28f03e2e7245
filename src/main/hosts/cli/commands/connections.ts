import { resolve } from 'node:path'
import type { Command } from 'commander'
import { ProblemError } from '#shared/problem.ts'
import { readRegularFile } from '#main/files/index.ts'
import { peerOf, shown, type Connection, type Connections } from '#main/pacs/index.ts'
import type { Output } from '../print/output.ts'
import { withConnections, type Note } from '../session/connections.ts'
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

/** Everything below `connections`. */
export function addConnectionsCommands(program: Command, done: (code: number) => void): void {
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
      if (options.dicomweb !== undefined && (options.calling !== undefined || options.tls))
        command.error('error: --calling and --tls are for --dicom; a DICOMweb server is encrypted by its https address')
      if (options.dicom !== undefined && (options.user !== undefined || options.secretFile !== undefined))
        command.error('error: --user and --secret-file are for --dicomweb; a DICOM node knows AE titles alone')
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
