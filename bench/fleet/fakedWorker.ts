/**
 * A worker of a fleet whose engine says of each film the same, at once. Prints its memory now and then: all of it, and what
 * lives in its heap.
 */
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { fakeWork, openFleet } from '../../test/support/fleet.ts'
import { fakeRead } from '../../test/support/fakeReadings.ts'
import { residentMegabytes } from './cpu.ts'

setFlagsFromString('--expose-gc')
const collect = runInNewContext('gc') as () => void

const fleet = await openFleet(process.argv[2])
const every = Number(process.argv[3])
const read = fakeRead()
let next = every
await fakeWork(fleet, {
  readFile: async () => read,
  onProgress: (films) => {
    if (films < next) return
    const resident = residentMegabytes('self').toFixed(0)
    collect()
    console.log(`${films} ${resident} ${(process.memoryUsage().heapUsed / 1e6).toFixed(1)}`)
    next += every
  },
})
await fleet.close()
