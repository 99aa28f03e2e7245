/** A worker of a fleet in a process of its own, which dies of films that are called `killer`. Takes the database's URL. */
import { openFleet, fakeWork } from './fleet.ts'
import { fakeRead } from './fakeReadings.ts'

const fleet = await openFleet(process.argv[2])
await fakeWork(fleet, {
  readFile: async (path) => {
    if (path.includes('killer')) process.kill(process.pid, 'SIGKILL')
    return fakeRead()
  },
})
await fleet.close()
