import type { Implementer } from './implementer.ts'
import { clearKind } from '../privacy/clear.ts'
import { storageOf } from '../privacy/storage.ts'
import type { Services } from '../services.ts'

export function privacyRoutes(os: Implementer, services: Services) {
  return {
    storage: os.privacy.storage.handler(() => storageOf(services.home)),
    verifyCaches: os.privacy.verifyCaches.handler(() => services.compute.verifyCaches(services.home.cache)),
    clear: os.privacy.clear.handler(async ({ input }) => {
      await clearKind(services, input.kind)
      return storageOf(services.home)
    }),
  }
}
