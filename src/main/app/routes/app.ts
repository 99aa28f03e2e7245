import type { Implementer } from './implementer.ts'
import type { Services } from '../services.ts'

export function appRoutes(os: Implementer, services: Services) {
  const { host, version, models } = services
  return {
    about: os.app.about.handler(async () => ({
      version,
      host,
      activeModel: await models.active(),
      troubles: services.troubles.list(),
      engine: services.engines.current,
    })),
  }
}
