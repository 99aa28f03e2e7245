import { Argument, type Command } from 'commander'
import { runtimeNames, type RuntimeRequest, type RuntimeState } from '#shared/runtime.ts'
import { exitCodes } from '../session/exitCodes.ts'
import { follow } from '../session/follow.ts'
import { examples, json } from './help.ts'
import { createOutput, table } from '../print/output.ts'
import { withApplication } from '../session/session.ts'

type Json = { json?: boolean }
type InstallOptions = Json & { gpu: boolean; fromPython?: string }

const megabytes = (bytes: number): string => `${Math.round(bytes / 1e6)} MB`
const stages: Record<string, string> = {
  download: 'Downloading and unpacking',
  compile: 'Compiling the addon',
  examine: 'Testing',
}

async function install(request: RuntimeRequest, options: Json): Promise<number> {
  const output = createOutput(options.json ?? false)
  return withApplication('cli', output, async ({ client }) => {
    const { jobId } = await client.runtimes.install(request)
    const job = await follow(client, jobId, output, ({ stage, done, total }) => {
      return `${stages[stage] ?? stage} …${stage === 'download' ? ` ${megabytes(done)} of ${megabytes(total)}` : ''}`
    })
    if (job.problem) output.problem(job.problem)
    if (job.state !== 'succeeded') return exitCodes.someFailed
    for (const state of await client.runtimes.list()) {
      output.record(state)
      output.line(
        `TensorFlow ${state.version} is installed${state.gpu ? ', for NVIDIA cards' : ''}. Whether it is used: fractureguard doctor`,
      )
    }
    return exitCodes.well
  })
}

function row({ name, version, gpu, from, bytes, problem }: RuntimeState): string[] {
  const where = from === 'python' ? 'linked to a Python environment' : megabytes(bytes)
  return [
    name,
    version,
    gpu ? 'processor and NVIDIA cards' : 'processor',
    where,
    problem?.message ?? 'as it was installed',
  ]
}

/** 1 where one is damaged. */
function list(options: Json): Promise<number> {
  const output = createOutput(options.json ?? false)
  return withApplication('cli', output, async ({ client }) => {
    const states = await client.runtimes.list()
    for (const state of states) output.record(state)
    if (states.length === 0)
      output.line('No runtime is installed. To install one: fractureguard runtime install tensorflow')
    else
      for (const line of table([['RUNTIME', 'VERSION', 'FOR', 'SIZE', 'FILES'], ...states.map(row)])) output.line(line)
    return states.some(({ problem }) => problem) ? exitCodes.someFailed : exitCodes.well
  })
}

function remove(name: RuntimeRequest['name'], options: Json): Promise<number> {
  const output = createOutput(options.json ?? false)
  return withApplication('cli', output, async ({ client }) => {
    await client.runtimes.remove({ name })
    output.record({ removed: name })
    output.line('TensorFlow runtime removed.')
    return exitCodes.well
  })
}

export function addRuntimeCommands(program: Command, done: (code: number) => void): void {
  const runtime = program.command('runtime').description('install libraries for engines that are not included')
  const name = (): Argument => new Argument('<name>', 'which runtime').choices(runtimeNames)

  runtime
    .command('install')
    .description(
      "download a library with this machine's pip or uv and compile its connection; resumes an interrupted installation",
    )
    .addArgument(name())
    .option('--gpu', 'also what NVIDIA cards need: 2.4 GB instead of 230 MB to download', false)
    .option(
      '--from-python <path>',
      'link the TensorFlow of this Python (its interpreter or environment) instead of downloading one',
    )
    .addOption(json())
    .addHelpText(
      'after',
      examples(
        'runtime install tensorflow',
        'runtime install tensorflow --gpu',
        'runtime install tensorflow --from-python venv/bin/python',
      ),
    )
    .action(async (which: RuntimeRequest['name'], { json: wanted, ...options }: InstallOptions) =>
      done(await install({ name: which, ...options }, { json: wanted })),
    )

  runtime
    .command('list')
    .description('what is installed, every file checked')
    .addOption(json())
    .addHelpText('after', examples('runtime list'))
    .action(async (options: Json) => done(await list(options)))

  runtime
    .command('remove')
    .description('remove a runtime, with what is left of unfinished installations')
    .addArgument(name())
    .addOption(json())
    .addHelpText('after', examples('runtime remove tensorflow'))
    .action(async (which: RuntimeRequest['name'], options: Json) => done(await remove(which, options)))
}
