import { fleetView } from '../fleet/fleetView.ts'
import type { Services } from '../services.ts'
import type { Implementer } from './implementer.ts'

export function fleetRoutes(os: Implementer, { fleet }: Services) {
  return { show: os.fleet.show.handler(() => fleetView(fleet)) }
}
