import type { Command } from 'commander'
import { exitCodes } from '../session/exitCodes.ts'
import { createOutput, table } from '../print/output.ts'
import { withApplication } from '../session/session.ts'
import { examples, json } from './help.ts'

type DoctorOptions = { json?: boolean; again: boolean }

/** `doctor`. */
export function addDoctorCommand(program: Command, done: (code: number) => void): void {
  program
    .command('doctor')
    .description(
      'test the engines on this machine, say which one is used and why the others are not, and save the choice',
    )
    .option('--again', 'retry engines that failed during work', false)
    .addOption(json())
    .addHelpText('after', examples('doctor', 'doctor --json', 'doctor --again'))
    .action(async (options: DoctorOptions) => done(await doctor(options)))
}

/** Tries every engine. 1 where the one that reading would use cannot be used. */
function doctor(options: DoctorOptions): Promise<number> {
  const output = createOutput(options.json ?? false)
  return withApplication('cli', output, async ({ client }) => {
    output.progress('Trying the engines …')
    const reports = await client.engines.doctor({ examine: options.again ? 'forgiving' : 'again' })
    for (const report of reports) output.record(report)
    const rows = reports.map(({ name, usable, chosen, reason, selfTestMs }) => [
      chosen ? '*' : ' ',
      name,
      usable ? 'usable' : 'not usable',
      selfTestMs === undefined ? '' : `${Math.round(selfTestMs)} ms`,
      reason,
    ])
    for (const line of table([[' ', 'ENGINE', '', 'SELF-TEST', ''], ...rows], [3])) output.line(line)
    output.line()
    output.line('* is used unless you choose another.')
    return reports.some((report) => report.chosen && report.usable) ? exitCodes.well : exitCodes.someFailed
  })
}
