import { join } from 'node:path'
import { ask } from '../../../support/peers.ts'

/** Java 17 ends the validator without an answer within its usual limits. */
const limits = ['ExprOp', 'TotalOp', 'ExprGrp'].map((name) => `-Djdk.xml.xpath${name}Limit=0`)

/** What the validator of PixelMed says of each report, line by line. Throws where it does not check one to its end. */
export function validated(reports: readonly string[]): Map<string, string[]> {
  const program = join(import.meta.dirname, 'Validate.java')
  const { output } = ask('java', [...limits, '-cp', '/usr/share/java/pixelmed.jar', program, ...reports])
  const said = new Map<string, string[]>()
  for (const answer of output.split(/^File: /m).slice(1)) {
    const [file, ...lines] = answer.trim().split('\n')
    if (!answer.includes('Root Template Validation Complete') || !answer.includes('IOD validation complete'))
      throw new Error(`PixelMed did not check ${file}: ${answer.slice(-500)}`)
    said.set(file!, lines)
  }
  if (said.size !== reports.length) throw new Error(`PixelMed checked ${said.size} of ${reports.length} reports.`)
  return said
}
