import type { Implementer } from '../implementer.ts'
import type { Services } from '../services.ts'

export function enginesRoutes(os: Implementer, { compute }: Services) {
  return {
    doctor: os.engines.doctor.handler(() => compute.doctor()),
  }
}
