import { afterEach, expect, it } from 'vitest'
import { ProblemError } from '#shared/problem.ts'
import type { Database } from '#main/fleet/database/connect.ts'
import type { Jobs } from '#main/fleet/database/jobs.ts'
import type { ScanRecord } from '#main/fleet/scans/scanRecords.ts'
import { walkScan } from '#main/fleet/scans/walker.ts'
import { parseArchive } from '#main/fleet/sources/archive.ts'
import { startFakeArchive, type FakeArchive } from '../../support/fakeArchive.ts'

let archive: FakeArchive
afterEach(() => archive.close())

/** As PostgreSQL's jsonb has it: keys by their length, then by their bytes. */
function jsonb(text: string): unknown {
  const entries = Object.entries((JSON.parse(text) ?? {}) as Record<string, unknown>)
  return Object.fromEntries(entries.sort(([a], [b]) => a.length - b.length || (a < b ? -1 : 1)))
}

it('a walk goes on after a commit of which the answer was lost', async () => {
  archive = await startFakeArchive()
  archive.instances.push({ study: '1.2', series: '1.3', instance: '1.4', modality: 'DX', bytes: new Uint8Array() })
  const row = { films: 0, cursor: null as unknown, isWalked: false, isCancelled: false }
  let commits = 0
  let added = 0
  const query = async (text: string, values: unknown[] = []) => {
    if (text.includes('for update')) return { rows: [{ ...row }] }
    if (text.startsWith('update fractureguard.scan'))
      Object.assign(row, { cursor: jsonb(values[1] as string), films: values[2], isWalked: values[3] })
    return { rows: [] }
  }
  const database = {
    query,
    transaction: async (work: (within: unknown) => Promise<unknown>) => {
      const made = await work({ query })
      if (++commits === 1) throw new ProblemError('fleet-database-silent')
      return made
    },
  } as unknown as Database
  const scan = { id: 1, terms: { source: parseArchive(`${archive.base}?x=1`), modalities: [] }, cursor: null, films: 0, isWalked: false } as unknown as ScanRecord // prettier-ignore
  const jobs = { add: async (_id: number, all: unknown[]) => void (added += all.length) } as unknown as Jobs
  const means = { database, jobs, signal: new AbortController().signal, stepFilms: 1 }
  expect(await walkScan(scan, means)).toBe(1)
  expect([row.films, row.isWalked, added]).toEqual([1, true, 1])
})
