import type { Database, Jobs } from '#main/fleet/index.ts'

/** Loaded when a fleet is asked for: most programs never do, and start without its queue and driver. */
const loadRoom = () => import('#main/fleet/index.ts')
export type FleetRoom = Awaited<ReturnType<typeof loadRoom>>

type Opened = { room: FleetRoom; database: Database }
type Options = { connections?: number; isPrepared?: boolean }

/** Works with a database, which must be prepared unless the work does that. */
export async function withDatabase<T>(
  url: string | undefined,
  use: (opened: Opened) => Promise<T>,
  { connections, isPrepared = false }: Options = {},
): Promise<T> {
  const room = await loadRoom()
  const database = room.openDatabase(url, connections)
  try {
    if (!isPrepared) await room.requirePrepared(database)
    return await use({ room, database })
  } finally {
    await database.end()
  }
}

/** The same with its queue. */
export function withJobs<T>(
  url: string | undefined,
  use: (opened: Opened & { jobs: Jobs }) => Promise<T>,
  { supervise = false, ...options }: Options & { supervise?: boolean } = {},
): Promise<T> {
  return withDatabase(
    url,
    async ({ room, database }) => {
      const jobs = await room.Jobs.open(database, { supervise })
      try {
        return await use({ room, database, jobs })
      } finally {
        await jobs.stop()
      }
    },
    options,
  )
}
