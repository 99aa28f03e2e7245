import type { Command } from 'commander'
import { exitCodes } from '../session/exitCodes.ts'
import { createOutput } from '../print/output.ts'
import { withApplication } from '../session/session.ts'
import { examples, json } from './help.ts'

/** Everything below `caches`. */
export function addCachesCommands(program: Command, done: (code: number) => void): void {
  const caches = program.command('caches').description('cached data computed from films')
  caches
    .command('verify')
    .description('check every entry, and remove those that are damaged or from an earlier version')
    .addOption(json())
    .addHelpText('after', examples('caches verify', 'caches verify --json'))
    .action(async (options: { json?: boolean }) => done(await verifyCaches(options)))
}

/** 1 where a damaged entry could not be removed. */
function verifyCaches(options: { json?: boolean }): Promise<number> {
  const output = createOutput(options.json ?? false)
  return withApplication('cli', output, async ({ client }) => {
    output.progress('Looking at what is kept …')
    const check = await client.privacy.verifyCaches()
    output.record(check)
    const { entries, damaged, removed, bytes } = check
    output.line(`${entries} entries, ${(bytes / 1e6).toFixed(1)} MB whole; ${damaged} damaged, ${removed} removed.`)
    if (damaged > 0) output.line('They will be computed again when needed.')
    return damaged === removed ? exitCodes.well : exitCodes.someFailed
  })
}
