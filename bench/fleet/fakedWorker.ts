/** A worker of a fleet whose engine says of each film the same, at once. Prints its memory now and then. */
import { fakeWork, openFleet } from '../../test/support/fleet.ts'
import { fakeRead } from '../../test/support/fakeReadings.ts'
import { residentMegabytes } from './cpu.ts'

const fleet = await openFleet(process.argv[2])
const every = Number(process.argv[3])
const read = fakeRead()
let next = every
await fakeWork(fleet, {
  readFile: async () => read,
  onProgress: (films) => {
    if (films < next) return
    console.log(`${films} ${residentMegabytes('self').toFixed(0)}`)
    next += every
  },
})
await fleet.close()
