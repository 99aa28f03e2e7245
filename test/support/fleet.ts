import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { tmpdir } from 'node:os'
import type { FleetTerms } from '#shared/fleet.ts'
import type { ScanRow } from '#shared/scan.ts'
import type { FileRead } from '#main/compute/index.ts'
import { openDatabase, type Database } from '#main/fleet/database/connect.ts'
import { Jobs } from '#main/fleet/database/jobs.ts'
import { prepareDatabase } from '#main/fleet/database/migrations.ts'
import { beginScan, scanNamed, type ScanRecord } from '#main/fleet/scans/scanRecords.ts'
import { walkScan } from '#main/fleet/scans/walker.ts'
import { ScanReader } from '#main/fleet/work/scanReader.ts'
import type { PathMap } from '#main/fleet/sources/source.ts'
import { work, type WorkMeans } from '#main/fleet/work/worker.ts'
import { fakeRead } from './fakeReadings.ts'
import { newFolder } from './folder.ts'

export const fakeSeal = '00'.repeat(32)

export function fleetTerms(source: string | FleetTerms['source'], terms: Partial<FleetTerms> = {}): FleetTerms {
  return {
    source: typeof source === 'string' ? { kind: 'folder', folder: source } : source,
    modalities: [],
    patientId: 'omit',
    absolutePaths: false,
    model: { id: 'plain', name: 'Plain', sha256: 'abc' },
    ...terms,
  }
}

/** A prepared database with a model that no engine could load, and its queue. */
export async function openFleet(url: string): Promise<{ database: Database; jobs: Jobs; close(): Promise<void> }> {
  const database = openDatabase(url, 8)
  await prepareDatabase(database)
  await database.query(
    `insert into fractureguard.model (seal, card, parts) values ($1, '', 0) on conflict do nothing`,
    [fakeSeal],
  )
  const jobs = await Jobs.open(database, { supervise: false })
  return {
    database,
    jobs,
    close: async () => {
      await jobs.stop()
      await database.end()
    },
  }
}

type Opened = { database: Database; jobs: Jobs }

export function begunScan(
  { database, jobs }: Opened,
  name: string,
  terms: FleetTerms,
  heartbeatSeconds?: number,
): Promise<ScanRecord> {
  return beginScan(database, jobs, { name, terms, seal: fakeSeal, heartbeatSeconds })
}

/** Begins a scan and walks it to the end. */
export async function walkedScan(
  opened: Opened,
  name: string,
  terms: FleetTerms,
  how: { filmsPerJob?: number; signal?: AbortSignal } = {},
): Promise<ScanRecord> {
  const scan = await begunScan(opened, name, terms)
  await walkScan(scan, { ...opened, signal: new AbortController().signal, ...how })
  return scanNamed(opened.database, name)
}

export type FakeWorker = {
  /** What reading a file comes to; a made-up reading if not given. */
  readFile?(path: string): Promise<FileRead>
  maps?: readonly PathMap[]
} & Partial<Pick<WorkMeans, 'signal' | 'untilDone' | 'onProgress' | 'onAside'>>

/** A worker of a fleet in this process, whose engine is made up. Resolves with how many films it has read. */
export function fakeWork({ database, jobs }: Opened, worker: FakeWorker = {}): Promise<number> {
  const { readFile = async () => fakeRead(), maps = [], ...rest } = worker
  return work({
    database,
    jobs,
    identity: { id: randomUUID(), engine: 'onnx-cpu', programVersion: '0.1.0' },
    readerOf: async (scan) =>
      new ScanReader(scan, {
        compute: { readFile: ({ path }) => readFile(path) },
        withContents: (_, use) => use(undefined),
        withFolder: async (use) => use(await newFolder()),
        model: { id: 'plain', directory: join(tmpdir(), 'none') },
        engine: 'onnx-cpu',
        programVersion: '0.1.0',
        hashKey: Uint8Array.of(1),
        maps,
      }),
    signal: new AbortController().signal,
    untilDone: true,
    ...rest,
  })
}

export type KeptRow = { position: string; part: number; film: string; row: ScanRow }

/** All rows of a scan in their order. */
export async function keptRows(database: Database, name: string): Promise<KeptRow[]> {
  const { id } = await scanNamed(database, name)
  const { rows } = await database.query<KeptRow>(
    `select position, part, film, row from fractureguard.film_row where scan_id = $1 order by position, part`,
    [id],
  )
  return rows
}

/** Lets all hearts stop: jobs of workers that died go to others now and not after half a minute. */
export async function ageHearts({ database }: Opened): Promise<void> {
  await database.query(
    `update fractureguard_jobs.job set heartbeat_on = now() - interval '1 hour' where state = 'active'`,
  )
  await database.query(`update fractureguard_jobs.queue set monitor_on = null, monitor_claim_on = null`)
}
