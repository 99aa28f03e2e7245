/** Scans a folder into a report, going on where one lies there: `scanChild.ts FOLDER REPORT`. Readings are made up. */
import { existsSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { fakeRead } from '../../test/support/fakeReadings.ts'
import { scanOf } from '../../test/support/scanOf.ts'

const [folder, report] = process.argv.slice(2)
const readFile = async () => {
  await sleep(1)
  return fakeRead()
}
process.stdout.write('begun\n')
await scanOf({ folder, report, readFile, resume: existsSync(`${report}.journal`) })
