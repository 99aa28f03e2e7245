import type { Implementer } from './implementer.ts'
import type { Services } from '../services.ts'

export function settingsRoutes(os: Implementer, { settings, log, memory }: Services) {
  return {
    show: os.settings.show.handler(() => settings.state()),
    change: os.settings.change.handler(({ input }) => {
      settings.change(input)
      log.setLevel(settings.values.logLevel)
      memory.changes.tell({ what: 'settings' })
      return settings.state()
    }),
    adopt: os.settings.adopt.handler(({ input }) => {
      settings.adopt(input.kept)
      memory.changes.tell({ what: 'settings' })
      return settings.state()
    }),
    dismissProblem: os.settings.dismissProblem.handler(() => {
      settings.dismissProblem()
      return settings.state()
    }),
  }
}
