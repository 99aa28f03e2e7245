import type { Implementer } from '../implementer.ts'
import type { Services } from '../services.ts'

export function readingsRoutes(os: Implementer, { films, models, compute, engine }: Services) {
  return {
    read: os.readings.read.handler(async ({ input }) => {
      const path = films.path(input.filmId)
      const model = await models.reference(input.modelId)
      return compute.read({ path, frame: input.frame, model, engine: input.engine ?? engine })
    }),
  }
}
