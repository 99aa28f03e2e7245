import type { EngineReport } from '#shared/engine.ts'
import { testEngine } from '../engineTest.ts'
import type { Implementer } from '../implementer.ts'
import type { Services } from '../services.ts'

export function enginesRoutes(os: Implementer, services: Services) {
  /** The compute process knows nothing of settings. */
  const chosen = (report: EngineReport): EngineReport => ({ ...report, chosen: report.name === services.engine })
  return {
    doctor: os.engines.doctor.handler(async () => (await services.compute.doctor()).map(chosen)),
    test: os.engines.test.handler(async ({ input }) => {
      const tested = await testEngine(services, input.engine)
      return { ...tested, report: chosen(tested.report) }
    }),
  }
}
