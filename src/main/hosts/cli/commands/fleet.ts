import type { EngineName } from '#shared/engine.ts'
import type { ScanOptions } from '#shared/scan.ts'
import { chooseEngine } from '../session/engine.ts'
import { exitCodes } from '../session/exitCodes.ts'
import { count } from '../print/lists.ts'
import { createOutput } from '../print/output.ts'
import { withApplication } from '../session/session.ts'

export type FleetOptions = { database?: string; json?: boolean }

export type FleetScanOptions = FleetOptions & {
  name: string
  glob?: string
  modality: string[]
  newerThan?: string
  patientId: ScanOptions['patientId']
  absolute: boolean
  model?: string
  heartbeat?: number
}

/** Finds all films of a source and hands them to the workers. */
export function fleetScan(source: string, options: FleetScanOptions): Promise<number> {
  const output = createOutput(options.json ?? false)
  const { database, name, glob, modality, newerThan, patientId, absolute, model, heartbeat } = options
  return withApplication(
    'cli',
    output,
    async ({ application, signal }) => {
      const films = await application.fleet.scan(
        database,
        {
          name,
          source,
          glob,
          newerThan,
          patientId,
          modalities: modality,
          absolutePaths: absolute,
          modelId: model,
          heartbeatSeconds: heartbeat,
        },
        { signal, onProgress: (films) => output.progress(`${count(films, 'film')} found`) },
      )
      output.record({ event: 'walked', name, films })
      output.line(`${count(films, 'film')} found. To follow the workers: fractureguard fleet status`)
      return exitCodes.well
    },
    { leaves: true },
  )
}

export type FleetWorkOptions = FleetOptions & { map: string[]; untilDone: boolean; engine?: EngineName }

/** Reads films for the fleet until a signal comes: a few seconds later all that was not read is given back. */
export function fleetWork({ database, map, untilDone, engine, json }: FleetWorkOptions): Promise<number> {
  const output = createOutput(json ?? false)
  return withApplication(
    'cli',
    output,
    async ({ application, client, signal }) => {
      const tellEngine = await chooseEngine(client, engine, output)
      signal.addEventListener('abort', () =>
        output.aside('Leaving: films that are not read in a few seconds are given back …'),
      )
      const films = await application.fleet.work(database, {
        maps: map,
        engine,
        untilDone,
        signal,
        onProgress: (films) => output.progress(`${count(films, 'film')} read`),
        onAside: ({ name }, { code, message }) => {
          output.record({ event: 'aside', name, code, message })
          output.aside(`${name}: ${message}`)
        },
      })
      await tellEngine()
      output.record({ event: 'left', films })
      output.line(`${count(films, 'film')} read.`)
      return exitCodes.well
    },
    { leaves: true },
  )
}
