import type { Implementer } from '../implementer.ts'
import type { Services } from '../services.ts'
import { startTraining } from '../training.ts'

export function trainingRoutes(os: Implementer, services: Services) {
  return {
    start: os.training.start.handler(({ input }) => startTraining(services, input)),
  }
}
