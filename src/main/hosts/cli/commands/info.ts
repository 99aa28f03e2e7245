import type { Command } from 'commander'
import { walk } from '#main/files/index.ts'
import { describeInfo, infoHeading, infoRecord, type InfoRow } from '../print/describeInfo.ts'
import { exitCodes, problemFrom } from '../session/exitCodes.ts'
import { createOutput } from '../print/output.ts'
import { openFile } from '../session/readFilms.ts'
import { withApplication, type Client } from '../session/session.ts'
import { examples, json } from './help.ts'

type InfoOptions = { json?: boolean }

/** `info`. */
export function addInfoCommand(program: Command, done: (code: number) => void): void {
  program
    .command('info')
    .description(
      'describe files: format, transfer syntax, size, bits, window, spacing and a hash of the decoded pixels',
    )
    .argument('<path...>', 'files, folders, ZIP archives and DICOMDIRs')
    .addOption(json())
    .addHelpText('after', examples('info film.dcm', 'info --json films/ > info.jsonl'))
    .action(async (paths: string[], options: InfoOptions) => done(await info(paths, options)))
}

/** Prints what each file under the paths is. 1 where some could not be opened or decoded. */
function info(paths: string[], options: InfoOptions): Promise<number> {
  const output = createOutput(options.json ?? false)
  return withApplication('cli', output, async ({ client, signal }) => {
    let failed = false
    output.line(infoHeading)
    for await (const row of infoRows(client, paths)) {
      if (signal.aborted) break
      failed ||= 'problem' in row || 'problem' in row.info
      output.record(infoRecord(row))
      for (const line of describeInfo(row)) output.line(line)
    }
    return failed ? exitCodes.someFailed : exitCodes.well
  })
}

async function* infoRows(client: Client, paths: readonly string[]): AsyncGenerator<InfoRow> {
  for (const path of paths) {
    for await (const walked of walk(path)) {
      if ('problem' in walked) {
        yield { file: walked.path, problem: problemFrom(walked.problem) }
        continue
      }
      for await (const { file, opened } of openFile(client, walked.path, walked.path !== path)) {
        yield opened.type === 'problem'
          ? { file, problem: opened.problem }
          : await infoRow(client, file, opened.film.filmId)
      }
    }
  }
}

async function infoRow(client: Client, file: string, filmId: string): Promise<InfoRow> {
  try {
    return { file, info: await client.studies.info({ filmId }) }
  } catch (thrown) {
    return { file, problem: problemFrom(thrown) }
  }
}
