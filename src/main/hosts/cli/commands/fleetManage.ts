import { setTimeout as sleep } from 'node:timers/promises'
import { ProblemError, type ProblemCode } from '#shared/problem.ts'
import { exitCodes } from '../session/exitCodes.ts'
import { count } from '../print/lists.ts'
import { createOutput, type Output } from '../print/output.ts'
import { withApplication, type Session } from '../session/session.ts'
import { fleetLines } from '../print/describeFleet.ts'
import type { FleetOptions } from './fleet.ts'

const watchMs = 2_000

type Fleet = Session['application']['fleet']

function withFleet(
  options: FleetOptions,
  work: (fleet: Fleet, output: Output, signal: AbortSignal) => Promise<number | void>,
): Promise<number> {
  const output = createOutput(options.json ?? false)
  return withApplication('cli', output, async ({ application, signal }) => {
    return (await work(application.fleet, output, signal)) ?? exitCodes.well
  })
}

export function fleetInit(options: FleetOptions): Promise<number> {
  return withFleet(options, async (fleet, output) => {
    const version = await fleet.prepare(options.database)
    output.record({ event: 'prepared', version })
    output.line(`The database is ready, version ${version}. For roles and rights see docs/fleet.md`)
  })
}

/** 1 where a scan has problems. */
export function fleetStatus(options: FleetOptions & { watch: boolean }): Promise<number> {
  return withFleet(options, async (fleet, output, signal) => {
    for (;;) {
      const status = await fleet.status(options.database)
      output.record(status)
      if (options.watch && process.stdout.isTTY && !options.json) process.stdout.write('\x1B[2J\x1B[H')
      for (const line of fleetLines(status)) output.line(line)
      if (!options.watch || signal.aborted) {
        const hasProblems = status.scans.some(({ tally }) => Object.keys(tally.errors).length > 0)
        return hasProblems ? exitCodes.someFailed : exitCodes.well
      }
      await sleep(watchMs, undefined, { signal }).catch(() => undefined)
    }
  })
}

export type FleetExportOptions = FleetOptions & { csv?: string; parquet?: string; partial: boolean; replace: boolean }

export function fleetExport(name: string, options: FleetExportOptions): Promise<number> {
  const { csv, parquet, partial, replace, database } = options
  return withFleet(options, async (fleet, output) => {
    const path = csv ?? parquet
    if (path === undefined || (csv !== undefined && parquet !== undefined))
      throw new ProblemError('fleet-export-unnamed')
    const format = csv === undefined ? 'parquet' : 'csv'
    const rows = await fleet.export(database, { name, format, path, partial, replace })
    output.record({ event: 'exported', name, rows, format, path })
    output.line(`${count(rows, 'row')} written to ${path}`)
  })
}

export function fleetCancel(name: string, options: FleetOptions): Promise<number> {
  return withFleet(options, async (fleet, output) => {
    await fleet.cancel(options.database, name)
    output.record({ event: 'cancelled', name })
    output.line(`${name}: reading stopped. To export the rows so far: fractureguard fleet export NAME --partial`)
  })
}

export function fleetRetry(name: string, options: FleetOptions & { code: ProblemCode[] }): Promise<number> {
  return withFleet(options, async (fleet, output) => {
    const films = await fleet.retry(options.database, name, options.code)
    output.record({ event: 'retried', name, films })
    output.line(`${name}: ${count(films, 'film')} will be read again.`)
  })
}

export function fleetRemove(name: string, options: FleetOptions & { yes: boolean }): Promise<number> {
  return withFleet(options, async (fleet, output) => {
    if (!options.yes) throw new ProblemError('fleet-remove-unsaid')
    await fleet.remove(options.database, name)
    output.record({ event: 'removed', name })
    output.line(`${name} deleted, with its rows.`)
  })
}
