import type { Implementer } from './implementer.ts'
import { ignoreProblem } from '../engines/ignoreProblem.ts'
import type { Services } from '../services.ts'

export function readingsRoutes(os: Implementer, services: Services) {
  const { host, films, models, compute, engines, memory } = services
  return {
    read: os.readings.read.handler(async ({ input }) => {
      const path = films.path(input.filmId)
      const model = await models.reference(input.modelId)
      const read = await engines.use(input.engine, (engine) =>
        compute.read({ path, frame: input.frame, model, engine, force: input.force }),
      )
      const reading = { ...read, model: { ...read.model, checkedHere: await models.isCheckedHere(model.id) } }
      // What a page shows is kept; a file that has gone since, or a film that was closed, is no reason to lose the
      // reading.
      if (host !== 'cli') await memory.noteReading(input.filmId, reading).catch(ignoreProblem)
      return reading
    }),
  }
}
