import { sourceName, type FleetScan, type FleetStatus } from '#shared/fleet.ts'
import { table } from './output.ts'

const clock = (seconds: number): string => {
  const minutes = Math.round(seconds / 60)
  if (minutes < 1) return 'under a minute'
  return minutes < 120 ? `${minutes} min` : `${Math.round(minutes / 60)} h`
}

function scanRow({ name, state, tally, found, done, filmsPerSecond, secondsLeft }: FleetScan): string[] {
  return [
    name,
    state,
    `${done} of ${found}${state === 'walking' ? ' so far' : ''}`,
    filmsPerSecond.toFixed(1),
    secondsLeft === undefined ? '' : clock(secondsLeft),
    Object.entries(tally.errors)
      .map(([code, rows]) => `${rows} ${code}`)
      .join(', '),
  ]
}

/** A status as lines for a person. */
export function fleetLines({ scans, workers }: FleetStatus): string[] {
  if (scans.length === 0) return ['The fleet has no scans yet: fractureguard fleet scan SOURCE --name NAME']
  const lines = table([['SCAN', 'STATE', 'FILES', 'FILMS/S', 'LEFT', 'PROBLEMS'], ...scans.map(scanRow)], [3])
  const rows = workers.map(({ host, pid, engine, programVersion, filmsPerSecond }) => [
    host,
    String(pid),
    engine,
    programVersion,
    filmsPerSecond.toFixed(1),
  ])
  const heading = ['WORKER', 'PROCESS', 'ENGINE', 'VERSION', 'FILMS/S']
  const sources = scans.map((scan) => `${scan.name}: ${sourceName(scan.source)}, read by ${scan.model.name}`)
  return [
    ...lines,
    '',
    ...(workers.length > 0 ? table([heading, ...rows], [1, 4]) : ['No worker is reading: fractureguard fleet work']),
    '',
    ...sources,
  ]
}
