import { createRequire } from 'node:module'
import dimse from 'dcmjs-dimse'

type Logger = { setLevel(level: 'silent'): void }
const own = createRequire(createRequire(import.meta.url).resolve('dcmjs-dimse'))('dcmjs') as {
  log: Logger & { getLoggers(): Record<string, Logger> }
}
// They would print to standard output, which belongs to whoever reads `--json`, and texts of a peer as they came.
for (const logger of [dimse.log, own.log, ...Object.values(own.log.getLoggers())]) logger.setLevel('silent')

/** The library of DIMSE, made quiet. */
export { dimse }
