import type { Implementer } from '../implementer.ts'
import { inspect } from '../inspection.ts'
import type { Services } from '../services.ts'
import { resumeTraining, startTraining } from '../training.ts'

export function trainingRoutes(os: Implementer, services: Services) {
  return {
    inspect: os.training.inspect.handler(({ input, signal }) => inspect(services, input, signal)),
    start: os.training.start.handler(({ input }) => startTraining(services, input)),
    resume: os.training.resume.handler(({ input }) => resumeTraining(services, input.runId)),
  }
}
