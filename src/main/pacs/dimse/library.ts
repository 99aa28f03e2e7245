import { createRequire } from 'node:module'
import dimse from 'dcmjs-dimse'

// They would print to standard output, which belongs to whoever reads `--json`.
dimse.log.setLevel('silent')
const own = createRequire(createRequire(import.meta.url).resolve('dcmjs-dimse'))('dcmjs') as {
  log: { getLogger(name: string): { setLevel(level: 'silent'): void } }
}
own.log.getLogger('validation.dcmjs').setLevel('silent')

/** The library of DIMSE, made quiet. */
export { dimse }
