import type { Implementer } from '../implementer.ts'
import type { Services } from '../services.ts'

export function modelsRoutes(os: Implementer, { models, log }: Services) {
  return {
    list: os.models.list.handler(() => models.list()),
    show: os.models.show.handler(({ input }) => models.show(input.modelId)),
    activate: os.models.activate.handler(async ({ input }) => {
      const summary = await models.activate(input.modelId)
      log.event('model-activated')
      return summary
    }),
  }
}
