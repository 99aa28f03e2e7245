import { ProblemError } from '#shared/problem.ts'
import { listRuntimes } from '#main/runtimes/index.ts'
import type { Implementer } from './implementer.ts'
import { remove, startInstall } from '../engines/runtimes.ts'
import type { Services } from '../services.ts'

export function runtimesRoutes(os: Implementer, services: Services) {
  return {
    list: os.runtimes.list.handler(() => listRuntimes(services.home.runtimes)),
    install: os.runtimes.install.handler(({ input }) => {
      if (input.fromPython !== undefined && services.host !== 'cli') throw new ProblemError('page-names-program')
      return startInstall(services, input)
    }),
    remove: os.runtimes.remove.handler(() => remove(services)),
  }
}
