import { execFileSync } from 'node:child_process'
import { chmodSync, chownSync, copyFileSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openDatabase } from '#main/fleet/database/connect.ts'
import { databaseProblem } from '#main/fleet/database/databaseProblem.ts'
import { Jobs } from '#main/fleet/database/jobs.ts'
import { prepareDatabase, requirePrepared } from '#main/fleet/database/migrations.ts'
import { exportScan } from '#main/fleet/exports/exportScan.ts'
import { removeScan, retryFilms } from '#main/fleet/scans/manage.ts'
import { fleetStatus } from '#main/fleet/scans/status.ts'
import { ProblemError } from '#shared/problem.ts'
import { ageHearts, fakeWork, fleetTerms, keptRows, openFleet, walkedScan } from '../../support/fleet.ts'
import { fakeRead } from '../../support/fakeReadings.ts'
import { hasOpenssl, newCertificate } from '../../support/certificate.ts'
import { newFolder } from '../../support/folder.ts'
import { sampleFiles } from '../../support/sampleFiles.ts'
import { hasPostgres, query, startPostgres, urlOf, type TestServer } from '../../support/postgres.ts'

const root = join(import.meta.dirname, '../../..')

describe.skipIf(!hasPostgres)('the database of a fleet', () => {
  let server: TestServer
  beforeAll(async () => {
    server = await startPostgres()
    await query(urlOf(server.port, 'postgres'), `create role stranger login`)
  }, 120_000)
  afterAll(() => server.stop())

  async function within<T>(url: string, use: (database: ReturnType<typeof openDatabase>) => Promise<T>): Promise<T> {
    const database = openDatabase(url)
    try {
      return await use(database)
    } finally {
      await database.end()
    }
  }

  it('is prepared once, by whoever comes first, and again without harm', async () => {
    const url = await server.newDatabase()
    const versions = await Promise.all([1, 2, 3].map(() => within(url, prepareDatabase)))
    expect(new Set([...versions, await within(url, prepareDatabase)])).toEqual(new Set([1]))
    const keys = await query<{ n: number }>(url, `select count(*)::int as n from fractureguard.secret`)
    expect(keys).toEqual([{ n: 1 }])
    await within(url, requirePrepared)
  })

  it('says what is wrong with it', async () => {
    const url = await server.newDatabase()
    await expect(within(url, requirePrepared)).rejects.toMatchObject({ id: 'fleet-not-prepared' })
    await expect(within(urlOf(server.port, 'nowhere'), requirePrepared)).rejects.toMatchObject({
      id: 'fleet-database-refused',
    })
    await expect(within(urlOf(1, 'films'), requirePrepared)).rejects.toMatchObject({ id: 'fleet-database-silent' })
    await within(url, prepareDatabase)
    const stranger = url.replace('postgres@', 'stranger@')
    await expect(within(stranger, requirePrepared)).rejects.toMatchObject({ id: 'fleet-rights-missing' })
    await query(url, `insert into fractureguard.migration (version) values (99)`)
    await expect(within(url, requirePrepared)).rejects.toMatchObject({ id: 'fleet-of-later-version' })
    await expect(within(url, prepareDatabase)).rejects.toMatchObject({ id: 'fleet-of-later-version' })
    await expect(within(`${url}?sslmode=verify-full`, requirePrepared)).rejects.toMatchObject({
      id: 'fleet-database-not-trusted',
    })
  })

  it('lets a walker, a worker and a reader do their work and nothing else, as the docs grant it', async () => {
    const url = await server.newDatabase()
    const owner = await openFleet(url)
    const grants = /```sql\n([\s\S]*?)```/.exec(readFileSync(join(root, 'docs/fleet.md'), 'utf8'))![1]
    await query(url, grants)
    const as = async (role: string): Promise<{ database: ReturnType<typeof openDatabase>; url: string }> => {
      await query(url, `create role ${role}1 login password '${role}' in role fractureguard_${role}`)
      const own = urlOf(server.port, new URL(url).pathname.slice(1), `${role}1`, role)
      return { url: own, database: openDatabase(own) }
    }
    const [walker, worker, reader] = [await as('walker'), await as('worker'), await as('reader')]
    const folder = await sampleFiles(12)
    try {
      const walking = { database: walker.database, jobs: await Jobs.open(walker.database, { supervise: false }) }
      const working = { database: worker.database, jobs: await Jobs.open(worker.database, { supervise: false }) }
      const { id } = await walkedScan(walking, 'roles', fleetTerms(folder), { filmsPerJob: 3 })
      // One worker dies, and the next one sees to its films.
      await working.jobs.take(id)
      await ageHearts(owner)
      await working.jobs.supervise()
      const readFile = async (path: string) => {
        if (path.endsWith('3.dcm')) throw new ProblemError('compute-too-slow')
        return fakeRead()
      }
      expect(await fakeWork(working, { readFile })).toBe(12)
      expect(await retryFilms(walking.database, walking.jobs, 'roles', ['time-limit'])).toBe(1)
      expect(await fakeWork(working)).toBe(1)
      expect((await fleetStatus(reader.database)).scans).toMatchObject([{ name: 'roles', state: 'complete' }])
      const path = join(await newFolder(), 'rows.csv')
      const request = { name: 'roles', format: 'csv' as const, path, replace: false, partial: false }
      expect(await exportScan(reader.database, request)).toBe(12)
      expect(await keptRows(owner.database, 'roles')).toHaveLength(12)

      const refusals: [typeof reader, string][] = [
        [reader, `delete from fractureguard.film_row`],
        [reader, `select bytes from fractureguard.secret`],
        [reader, `select bytes from fractureguard.model_part`],
        [reader, `select data from fractureguard_jobs.job`],
        [worker, `delete from fractureguard.film_row`],
        [worker, `update fractureguard.film_row set film = ''`],
        [worker, `update fractureguard.scan set terms = '{}'`],
        [worker, `insert into fractureguard.model (seal, card, parts) values ('a', '', 0)`],
        [worker, `select fractureguard.remove_scan(${id})`],
        [walker, `select bytes from fractureguard.secret`],
        [walker, `insert into fractureguard.film_row values (${id}, 0, 9, '', null, '{}')`],
      ]
      for (const [{ database }, statement] of refusals)
        await expect(database.query(statement), statement).rejects.toMatchObject({ id: 'fleet-rights-missing' })

      await removeScan(walking.database, walking.jobs, 'roles')
      expect((await fleetStatus(reader.database)).scans).toEqual([])
      await Promise.all([walking.jobs.stop(), working.jobs.stop()])
    } finally {
      await Promise.all([walker, worker, reader].map(({ database }) => database.end()))
      await owner.close()
    }
  })
})

describe.skipIf(!hasPostgres || !hasOpenssl)('a fleet whose database asks for TLS and passwords', () => {
  let server: TestServer
  let certificate: string
  beforeAll(async () => {
    server = await startPostgres()
    const place = await newFolder()
    certificate = newCertificate(place).cert
    const { uid, gid } = statSync(server.data)
    for (const name of ['server.key', 'server.crt']) {
      copyFileSync(join(place, name), join(server.data, name))
      chmodSync(join(server.data, name), 0o600)
      chownSync(join(server.data, name), uid, gid)
    }
    const url = urlOf(server.port, 'postgres')
    await query(url, `create role owner login password 'correct' createdb`)
    await query(url, `create database films owner owner`)
    await query(url, `alter system set ssl = on`)
    const rules = ['hostssl films owner all scram-sha-256', 'host postgres postgres all trust']
    execFileSync('sh', ['-c', `printf '%s\\n' "$@" > "$0"`, join(server.data, 'pg_hba.conf'), ...rules])
    await server.restart('fast')
  }, 120_000)
  afterAll(() => server.stop())

  const prepared = async (url: string): Promise<number> => {
    const database = openDatabase(url)
    try {
      return await prepareDatabase(database)
    } finally {
      await database.end()
    }
  }
  const trusted = (): string => `?sslmode=verify-full&sslrootcert=${certificate}`

  it('connects with both, and says which one is wrong', async () => {
    const url = urlOf(server.port, 'films', 'owner', 'correct')
    expect(await prepared(url + trusted())).toBe(1)
    await expect(prepared(url)).rejects.toMatchObject({ id: 'fleet-database-refused' })
    await expect(prepared(`${url}?sslmode=verify-full`)).rejects.toMatchObject({ id: 'fleet-database-not-trusted' })
    await expect(prepared(urlOf(server.port, 'films', 'owner', 'wrong') + trusted())).rejects.toMatchObject({
      id: 'fleet-database-refused',
    })
  })

  it('takes the password from PGPASSWORD', async () => {
    process.env.PGPASSWORD = 'correct'
    try {
      expect(await prepared(urlOf(server.port, 'films', 'owner') + trusted())).toBe(1)
    } finally {
      delete process.env.PGPASSWORD
    }
  })
})

describe('a database that is not named', () => {
  it('is asked for', () => {
    expect(() => openDatabase(undefined)).toThrow(new ProblemError('fleet-database-unnamed'))
  })

  it.each([
    [{ code: 'ECONNREFUSED' }, 'fleet-database-silent'],
    [{ code: '57P01' }, 'fleet-database-silent'],
    [{ message: 'Connection terminated unexpectedly' }, 'fleet-database-silent'],
    [{ code: '28P01' }, 'fleet-database-refused'],
    [{ code: 'DEPTH_ZERO_SELF_SIGNED_CERT' }, 'fleet-database-not-trusted'],
    [{ code: '23505' }, 'fleet-database-failed'],
  ])('%o is told as %s', (thrown, id) => {
    expect(databaseProblem(Object.assign(new Error(), thrown))).toMatchObject({ id })
  })
})
