import { randomUUID } from 'node:crypto'
import { resolve } from 'node:path'
import { stat } from 'node:fs/promises'
import type { AuditNote } from '#shared/audit.ts'
import type { EngineName } from '#shared/engine.ts'
import type { FleetSource, FleetStatus, FleetTerms } from '#shared/fleet.ts'
import { ProblemError, type ProblemCode } from '#shared/problem.ts'
import { scanOptionsSchema, type ScanOptions } from '#shared/scan.ts'
import type { ComputeService, ModelReference } from '#main/compute/index.ts'
import type { Database, ExportRequest, PathMap, ScanReader, ScanRecord, WorkMeans } from '#main/fleet/index.ts'
import type { ModelRegistry } from '#main/registry/index.ts'
import type { WithContents } from '#main/scan/index.ts'
import type { Engines } from '../engines/engines.ts'
import { programVersion } from '../home/packageRoot.ts'
import type { Inbox } from '../opening/inbox.ts'
import { withDatabase, withJobs, type FleetRoom } from './withDatabase.ts'

export type FleetServices = {
  compute: ComputeService
  models: ModelRegistry
  inbox: Inbox
  engines: Engines
  /** Models that came from a database, one folder each. */
  cache: string
  /** Into the audit log of this machine. */
  note(note: AuditNote): void
}

export type FleetScanRequest = {
  name: string
  source: string
  modelId?: string | undefined
  /** How long a worker may say nothing before its films go to another, seconds. */
  heartbeatSeconds?: number | undefined
} & Pick<ScanOptions, 'glob' | 'modalities' | 'newerThan' | 'patientId' | 'absolutePaths'>

export type FleetWorkRequest = {
  /** `FROM=TO`: where a scan's folder is on this machine. */
  maps: readonly string[]
  engine?: EngineName | undefined
} & Pick<WorkMeans, 'signal' | 'untilDone' | 'onProgress' | 'onAside'>

/** A worker has two jobs at a time, its heartbeats, and what pg-boss and its registration do in between. */
const workerConnections = 4

/** All that can be done with the fleet of one database, which is `url` or what the PG* variables say. */
export class Fleet {
  readonly #services: FleetServices

  constructor(services: FleetServices) {
    this.#services = services
  }

  prepare(url: string | undefined): Promise<number> {
    return withDatabase(url, ({ room, database }) => room.prepareDatabase(database), { isPrepared: true })
  }

  status(url: string | undefined): Promise<FleetStatus> {
    return withDatabase(url, ({ room, database }) => room.fleetStatus(database))
  }

  async export(url: string | undefined, request: ExportRequest): Promise<number> {
    const whole = { ...request, path: resolve(request.path) }
    const rows = await withDatabase(url, ({ room, database }) => room.exportScan(database, whole))
    this.#services.note({ action: 'scan-exported', count: rows })
    return rows
  }

  cancel(url: string | undefined, name: string): Promise<void> {
    return withJobs(url, ({ room, database, jobs }) => room.cancelScan(database, jobs, name))
  }

  async remove(url: string | undefined, name: string): Promise<void> {
    await withJobs(url, ({ room, database, jobs }) => room.removeScan(database, jobs, name))
    this.#services.note({ action: 'scan-removed' })
  }

  retry(url: string | undefined, name: string, codes: readonly ProblemCode[]): Promise<number> {
    return withJobs(url, ({ room, database, jobs }) => room.retryFilms(database, jobs, name, codes))
  }

  /** Begins a scan or resumes its walk. Resolves with how many films it has when they are all found. */
  scan(
    url: string | undefined,
    request: FleetScanRequest,
    means: { signal: AbortSignal; onProgress(films: number): void },
  ): Promise<number> {
    return withJobs(url, async ({ room, database, jobs }) => {
      const { models } = this.#services
      const terms = await this.#termsOf(room, request)
      const seal = await room.shareModel(database, await models.reference(terms.model.id))
      const scan = await room.beginScan(database, jobs, {
        name: request.name,
        terms,
        seal,
        heartbeatSeconds: request.heartbeatSeconds,
      })
      this.#services.note({ action: 'scan-started' })
      return room.walkScan(scan, { database, jobs, ...means })
    })
  }

  /** Reads films for the fleet. Resolves with how many. */
  async work(url: string | undefined, request: FleetWorkRequest): Promise<number> {
    const engine = request.engine ?? this.#services.engines.current
    await this.#requireTested(engine)
    return withJobs(
      url,
      async ({ room, database, jobs }) => {
        const how = { maps: request.maps.map(room.parseMap), asked: request.engine, engine, signal: request.signal }
        const hashKey = await room.patientKey(database)
        return room.work({
          ...request,
          database,
          jobs,
          identity: { id: randomUUID(), engine, programVersion },
          readerOf: (scan) => this.#readerOf({ room, database }, scan, { ...how, hashKey }),
        })
      },
      { connections: workerConnections, supervise: true },
    )
  }

  async #termsOf(room: FleetRoom, { source, modelId, ...options }: FleetScanRequest): Promise<FleetTerms> {
    const { models } = this.#services
    const card = await models.show(modelId ?? (await models.activeId()))
    const model = { id: card.id, name: card.name, sha256: card.weights.sha256 }
    const { glob, modalities, newerThan, patientId, absolutePaths } = scanOptionsSchema.parse({
      folder: '.',
      ...options,
    })
    const filters = { glob, modalities, newerThan, patientId, absolutePaths }
    return { source: await sourceOf(room, source), ...filters, model }
  }

  /** The self-test compares an engine with known numbers: engines that pass it may read for one scan together. */
  async #requireTested(engine: EngineName): Promise<void> {
    const reports = await this.#services.engines.reports('kept')
    if (!reports.some(({ name, usable }) => name === engine && usable)) throw new ProblemError('fleet-engine-untested')
  }

  async #readerOf(
    { room, database }: { room: FleetRoom; database: Database },
    scan: ScanRecord,
    how: {
      maps: readonly PathMap[]
      asked: EngineName | undefined
      engine: EngineName
      hashKey: Uint8Array
      signal: AbortSignal
    },
  ): Promise<ScanReader> {
    const { compute, engines, inbox, cache, models } = this.#services
    const own: ModelReference | undefined = await models.reference(scan.terms.model.id).catch(() => undefined)
    const model = await room.sealedModel(database, scan.seal, { cache, own, patience: { signal: how.signal } })
    const withContents: WithContents = (path, use) =>
      inbox.withFolder(async (folder) => use(await compute.unpack(path, folder)))
    return new room.ScanReader(scan, {
      compute: engines.readFile(compute, how.asked, how.engine),
      withContents,
      withFolder: (use) => inbox.withFolder(use),
      model,
      engine: how.engine,
      programVersion,
      hashKey: how.hashKey,
      maps: how.maps,
    })
  }
}

async function sourceOf(room: FleetRoom, source: string): Promise<FleetSource> {
  if (/^[a-z]+:\/\//i.test(source)) return room.parseArchive(source)
  const folder = resolve(source)
  const found = await stat(folder).catch((cause: unknown) => {
    throw new ProblemError('path-of-folder-missing', { cause })
  })
  if (!found.isDirectory()) throw new ProblemError('scan-of-file')
  return { kind: 'folder', folder }
}
