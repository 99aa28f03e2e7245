import { writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { InvalidArgumentError, type Command } from 'commander'
import { auditEntrySchema, type AuditCheck, type AuditEntry } from '#shared/audit.ts'
import { csvLine } from '#shared/csv.ts'
import { writeNewFile } from '#main/files/index.ts'
import { createOutput, table } from '../print/output.ts'
import { exitCodes } from '../session/exitCodes.ts'
import { withApplication, type Client } from '../session/session.ts'
import { examples, json } from './help.ts'

const atATime = 1000

function hashOf(text: string): string {
  if (/^[0-9a-f]{64}$/.test(text)) return text
  throw new InvalidArgumentError('A hash of 64 digits is needed, as "audit verify" printed it.')
}

/** `audit list`, `audit verify` and `audit export`. */
export function addAuditCommands(program: Command, done: (code: number) => void): void {
  const audit = program.command('audit').description('the append-only log of what was done with the program')
  audit
    .command('list', { isDefault: true })
    .description('the newest entries')
    .option('--most <number>', 'how many', (text) => Number.parseInt(text, 10) || 50, 50)
    .addOption(json())
    .addHelpText('after', examples('audit list', 'audit list --most 500 --json'))
    .action(async (options: ListOptions) => done(await listEntries(options)))
  audit
    .command('verify')
    .description('check that no entry was changed, removed or cut off')
    .option('--head <hash>', 'a hash that an earlier check printed and that was noted elsewhere', hashOf)
    .addOption(json())
    .addHelpText('after', examples('audit verify', `audit verify --head ${'0'.repeat(12)}…`))
    .action(async (options: VerifyOptions) => done(await verifyLog(options)))
  audit
    .command('export')
    .description('all entries into one new file: CSV, or the lines as they are where its name ends in .jsonl')
    .argument('<file>', 'the file')
    .addOption(json())
    .addHelpText('after', examples('audit export audit.csv', 'audit export audit.jsonl'))
    .action(async (file: string, options: { json?: boolean }) => done(await exportLog(file, options)))
}

type ListOptions = { most: number; json?: boolean }
type VerifyOptions = { head?: string; json?: boolean }

/** The newest first. */
async function entriesOf(client: Client, most = Infinity): Promise<AuditEntry[]> {
  const all: AuditEntry[] = []
  for (;;) {
    const { entries } = await client.audit.list({ from: all.length, most: Math.min(atATime, most - all.length) })
    all.push(...entries)
    if (entries.length < atATime || all.length >= most) return all
  }
}

function listEntries({ most, json }: ListOptions): Promise<number> {
  const output = createOutput(json ?? false)
  return withApplication('cli', output, async ({ client }) => {
    const entries = await entriesOf(client, Math.max(1, most))
    for (const entry of entries) output.record(entry)
    const rows = entries.map(({ entry, at, host, action, film, frame, model, words, count }) => [
      String(entry),
      at,
      host,
      action,
      [...(words ?? []), ...(count === undefined ? [] : [String(count)])].join(' '),
      film === undefined ? '' : `${film.slice(0, 12)}${frame ? ` frame ${frame + 1}` : ''}`,
      model?.slice(0, 12) ?? '',
    ])
    for (const line of table([['ENTRY', 'TIME', 'HOST', 'ACTION', '', 'FILM', 'MODEL'], ...rows], [0]))
      output.line(line)
    return exitCodes.well
  })
}

const sentences: Record<AuditCheck['faults'][number]['kind'], (line: number) => string> = {
  unreadable: (line) => `Line ${line} is no entry.`,
  changed: (line) => `Line ${line} was changed.`,
  missing: (line) => `Before line ${line} entries were taken out or put in.`,
  cut: (line) => `After line ${line} entries were cut off.`,
  added: (line) =>
    `The last entries, up to line ${line}, were not added by the program, or it died while it added one.`,
  'no-anchor': () => 'The library does not know the last entry: it was replaced or set aside.',
  'no-such-head': () => 'No entry has the hash that was noted.',
}

/** 1 where something is wrong. */
function verifyLog({ head, json }: VerifyOptions): Promise<number> {
  const output = createOutput(json ?? false)
  return withApplication('cli', output, async ({ client }) => {
    const check = await client.audit.verify(head === undefined ? {} : { head })
    output.record(check)
    for (const { kind, line } of check.faults) output.line(sentences[kind](line))
    if (check.faults.length === 0) output.line(`${check.entries} entries, none changed, removed or cut off.`)
    output.line(`Hash of the last one: ${check.head}`)
    output.line('Record it elsewhere: anyone who can write all of the program’s data could write a new log.')
    return check.faults.length === 0 ? exitCodes.well : exitCodes.someFailed
  })
}

const columns = Object.keys(auditEntrySchema.shape) as (keyof AuditEntry)[]

function exportLog(file: string, { json }: { json?: boolean }): Promise<number> {
  const output = createOutput(json ?? false)
  return withApplication('cli', output, async ({ client }) => {
    const entries = (await entriesOf(client)).reverse()
    const cell = (value: unknown): string | number =>
      Array.isArray(value) ? value.join(' ') : ((value ?? '') as string)
    const text = file.endsWith('.jsonl')
      ? entries.map((entry) => `${JSON.stringify(entry)}\n`).join('')
      : [columns, ...entries.map((entry) => columns.map((column) => cell(entry[column])))].map(csvLine).join('')
    await writeNewFile(resolve(file), (path) => writeFile(path, text, { flag: 'wx', mode: 0o600 }))
    output.record({ file, entries: entries.length })
    output.line(`${file}: ${entries.length} entries.`)
    return exitCodes.well
  })
}
