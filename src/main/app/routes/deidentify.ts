import { exportDeidentified } from '../deidentify/exportDeidentified.ts'
import type { Services } from '../services.ts'
import type { Implementer } from './implementer.ts'

export function deidentifyRoutes(os: Implementer, services: Services) {
  return {
    export: os.deidentify.export.handler(({ input, signal }) => exportDeidentified(services, input, signal)),
  }
}
