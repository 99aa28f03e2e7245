import { archivedReading, finishRun, writeReading } from '../results/results.ts'
import type { Services } from '../services.ts'
import type { Implementer } from './implementer.ts'

export function resultsRoutes(os: Implementer, services: Services) {
  return {
    write: os.results.write.handler(({ input }) => writeReading(services, input)),
    finish: os.results.finish.handler(({ input }) => finishRun(services, input)),
    download: os.results.download.handler(({ input }) => archivedReading(services, input.filmId, input.reading)),
  }
}
