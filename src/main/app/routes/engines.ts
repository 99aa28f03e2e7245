import type { Implementer } from './implementer.ts'
import type { Services } from '../services.ts'

export function enginesRoutes(os: Implementer, { engines, models, samples }: Services) {
  return {
    doctor: os.engines.doctor.handler(({ input }) => engines.reports(input?.examine ?? 'kept')),
    test: os.engines.test.handler(async ({ input }) =>
      engines.test(input.engine, { folder: samples, model: await models.reference() }),
    ),
  }
}
