import { execFileSync, spawn, type ChildProcess } from 'node:child_process'
import { chmodSync, chownSync } from 'node:fs'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { postgresFolder } from '../../scripts/testPostgres.mjs'
import { newFolder } from './folder.ts'

const folder = postgresFolder()
/** Tests of a fleet are skipped where there is no PostgreSQL; in CI that is a failure. */
export const hasPostgres = folder !== undefined

/** PostgreSQL refuses to run as root; this user owns nothing. */
const nobody = { uid: 65534, gid: 65534 }
const asNobody = process.getuid?.() === 0 ? nobody : {}

export type TestServer = {
  /** Of the superuser and a new, empty database. */
  newDatabase(): Promise<string>
  /** `how`: fast ends sessions, immediate is like a crash. */
  restart(how: 'fast' | 'immediate', pauseMs?: number): Promise<void>
  stop(): Promise<void>
  port: number
  data: string
}

/** A server of its own on a free port of this machine, in a temporary folder. `settings`: `name=value`. */
export async function startPostgres(...settings: string[]): Promise<TestServer> {
  const place = await newFolder()
  if ('uid' in asNobody) {
    chmodSync(tmpdir(), 0o711)
    chownSync(place, nobody.uid, nobody.gid)
  }
  const data = join(place, 'data')
  const auth = ['--auth=trust', '--username=postgres', '--encoding=UTF8', '--locale=C.UTF-8', '--no-sync']
  execFileSync(join(folder!, 'initdb'), ['-D', data, ...auth], { ...asNobody, cwd: place, stdio: 'ignore' })
  const port = await freePort()
  const all = [
    'listen_addresses=127.0.0.1',
    `port=${port}`,
    `unix_socket_directories=${place}`,
    'fsync=off',
    'max_connections=60',
    ...settings,
  ]
  const start = async (): Promise<ChildProcess> => {
    const options = all.flatMap((setting) => ['-c', setting])
    const child = spawn(join(folder!, 'postgres'), ['-D', data, ...options], {
      ...asNobody,
      cwd: place,
      stdio: 'ignore',
    })
    await answers(port, child)
    return child
  }
  let server = await start()
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    const ended = once(server, 'exit')
    server.kill(signal)
    await ended
  }
  let databases = 0
  return {
    port,
    data,
    newDatabase: async () => {
      const name = `films${++databases}`
      await query(urlOf(port, 'postgres'), `create database ${name}`)
      return urlOf(port, name)
    },
    restart: async (how, pauseMs = 0) => {
      await end(how === 'fast' ? 'SIGINT' : 'SIGQUIT')
      await sleep(pauseMs)
      server = await start()
    },
    stop: () => end('SIGINT'),
  }
}

export const urlOf = (port: number, database: string, user = 'postgres', password = ''): string =>
  `postgresql://${user}${password ? `:${password}` : ''}@127.0.0.1:${port}/${database}`

export async function query<Row extends pg.QueryResultRow>(
  url: string,
  text: string,
  values: unknown[] = [],
): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query<Row>(text, values)).rows
  } finally {
    await client.end()
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as { port: number }
  server.close()
  await once(server, 'close')
  return port
}

async function answers(port: number, child: ChildProcess): Promise<void> {
  for (;;) {
    if (child.exitCode !== null) throw new Error(`PostgreSQL ended with ${child.exitCode}.`)
    try {
      await query(urlOf(port, 'postgres'), 'select 1')
      return
    } catch {
      await sleep(50)
    }
  }
}
