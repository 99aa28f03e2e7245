import { exitCodes } from '../session/exitCodes.ts'
import { createOutput, table } from '../print/output.ts'
import { withApplication } from '../session/session.ts'

export type DoctorOptions = { json?: boolean; again: boolean }

/** Tries every engine. 1 where the one that reading would use cannot be used. */
export function doctor(options: DoctorOptions): Promise<number> {
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
