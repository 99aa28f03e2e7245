import { Option, type Command } from 'commander'
import { openHome } from '#main/app/index.ts'
import { ApiKeys, apiScopes, type ApiKey, type ApiScope } from '#main/hosts/api/keys.ts'
import { exitCodeOf, exitCodes, problemFrom } from '../session/exitCodes.ts'
import { noted } from '../session/noted.ts'
import { createOutput, type Output } from '../print/output.ts'
import { wholeNumber } from './arguments.ts'
import { examples, json } from './help.ts'

type Json = { json?: boolean }
/** Into the audit log: which key, by its id, and what it may. */
type Note = (action: 'key-created' | 'key-revoked', key: ApiKey) => void
type CreateOptions = Json & { scope: ApiScope[]; days?: number }

/** Everything below `keys`. */
export function addKeysCommands(program: Command, done: (code: number) => void): void {
  const keys = program.command('keys').description('keys of the HTTP API ("serve --api")')
  keys
    .command('create')
    .description('create a key; it is shown once, and only its hash is kept')
    .argument('<name>', 'who or what uses it')
    .addOption(
      new Option('--scope <scope...>', 'models: see which are here; readings: send films and see what is said of them')
        .choices(apiScopes)
        .makeOptionMandatory(),
    )
    .option('--days <number>', 'expires after this many days (default: never)', wholeNumber(1, 3650))
    .addOption(json())
    .addHelpText(
      'after',
      examples('keys create "ward 3" --scope readings', 'keys create tests --scope models readings --days 30'),
    )
    .action(async (name: string, options: CreateOptions) => done(await createKey(name, options)))
  keys
    .command('list', { isDefault: true })
    .description('list all keys, without their secrets')
    .addOption(json())
    .addHelpText('after', examples('keys list', 'keys list --json'))
    .action(async (options: Json) => done(await listKeys(options)))
  keys
    .command('revoke')
    .description('revoke a key permanently and at once, also for a running server')
    .argument('<id>', 'id of a key, as "keys list" tells it')
    .addOption(json())
    .addHelpText('after', examples('keys revoke 3f2a9c01b7de'))
    .action(async (id: string, options: Json) => done(await revokeKey(id, options)))
}

const createKey = (name: string, { scope: scopes, days, json }: CreateOptions): Promise<number> =>
  withKeys(json, async (keys, output, note) => {
    const { key, about } = await keys.create({ name, scopes, days })
    output.record({ key, ...about })
    output.line(key)
    output.line(`It is shown only once. ${described(about)}`)
    // After the key is told: a full disk must not lose it.
    note('key-created', about)
  })

const listKeys = ({ json }: Json): Promise<number> =>
  withKeys(json, async (keys, output) => {
    const all = await keys.list()
    for (const key of all) {
      output.record(key)
      output.line(described(key))
    }
    if (all.length === 0) output.line('There are no keys.')
  })

const revokeKey = (id: string, { json }: Json): Promise<number> =>
  withKeys(json, async (keys, output, note) => {
    const key = await keys.revoke(id)
    output.record(key)
    output.line(described(key))
    note('key-revoked', key)
  })

function described({ id, name, scopes, createdAt, expiresAt, revokedAt }: ApiKey): string {
  const state = revokedAt ? `revoked ${revokedAt}` : expiresAt ? `until ${expiresAt}` : 'no end'
  return `${id}  ${scopes.join('+')}  made ${createdAt}  ${state}  ${name}`
}

async function withKeys(
  json: boolean | undefined,
  work: (keys: ApiKeys, output: Output, note: Note) => Promise<void>,
): Promise<number> {
  const output = createOutput(json ?? false)
  try {
    const home = openHome()
    const note: Note = (action, { id, scopes }) => noted(home, output, { action, words: [id, ...scopes] })
    await work(new ApiKeys(home.root), output, note)
    return exitCodes.well
  } catch (thrown) {
    const problem = problemFrom(thrown)
    output.problem(problem)
    return exitCodeOf(problem)
  }
}
