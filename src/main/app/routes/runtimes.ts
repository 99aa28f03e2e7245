import { ProblemError } from '#shared/problem.ts'
import { listRuntimes } from '#main/runtimes/index.ts'
import type { Implementer } from './implementer.ts'
import { remove, startInstall } from '../engines/runtimes.ts'
import type { Services } from '../services.ts'

/** Whoever has got hold of a page has not got hold of a terminal. */
const runsPrograms =
  'A page may not name a program that is then run. On the command line of this machine: fractureguard runtime install tensorflow --from-python PATH'

export function runtimesRoutes(os: Implementer, services: Services) {
  return {
    list: os.runtimes.list.handler(() => listRuntimes(services.home.runtimes)),
    install: os.runtimes.install.handler(({ input }) => {
      if (input.fromPython !== undefined && services.host !== 'cli') throw new ProblemError('wrong-use', runsPrograms)
      return startInstall(services, input)
    }),
    remove: os.runtimes.remove.handler(() => remove(services)),
  }
}
