import type { FleetView } from '#shared/fleet.ts'
import { toProblem } from '#shared/problem.ts'
import type { Fleet } from './fleet.ts'

/**
 * Which database a page shows the scans of. Only this variable counts: that some other program's PG* variables are
 * there does not mean that this one may ask their database.
 */
export const fleetVariable = 'FRACTUREGUARD_FLEET'

/** What a page may see of the fleet: it cannot name a database, and changes nothing in one. */
export async function fleetView(fleet: Pick<Fleet, 'status'>): Promise<FleetView> {
  const url = process.env[fleetVariable]
  if (!url) return { configured: false }
  try {
    return { configured: true, status: await fleet.status(url) }
  } catch (thrown) {
    return { configured: true, problem: toProblem(thrown) }
  }
}
