import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { openAsBlob } from 'node:fs'
import { open, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createORPCClient } from '@orpc/client'
import { RPCLink } from '@orpc/client/websocket'
import type { ContractRouterClient } from '@orpc/contract'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import type { contract } from '#shared/contract/index.ts'
import { handOver } from '#renderer/base/connection/handOver.ts'
import { newFolder } from '../../../support/folder.ts'

const MiB = 2 ** 20
const fileBytes = 400 * MiB

const serving = join(import.meta.dirname, '../../../support/serveApplication.ts')

let host: ChildProcess
let address: URL
const sockets: WebSocket[] = []

async function connect(): Promise<ContractRouterClient<typeof contract>> {
  const key = address.hash.slice('#key='.length)
  const headers = { origin: address.origin }
  const socket = new WebSocket(`${address.origin.replace('http', 'ws')}/rpc`, ['fractureguard', key], { headers })
  sockets.push(socket)
  await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject))
  return createORPCClient(new RPCLink({ websocket: socket as unknown as globalThis.WebSocket }))
}

/** The most memory that the host's process ever held, bytes. */
async function peakBytes(): Promise<number> {
  const status = await readFile(`/proc/${host.pid}/status`, 'utf8')
  return 1024 * Number(/VmHWM:\s+(\d+) kB/.exec(status)![1])
}

describe.skipIf(process.platform !== 'linux')('a large file that is handed over', () => {
  beforeAll(async () => {
    host = spawn(process.execPath, [serving, await newFolder()], { stdio: ['ignore', 'pipe', 'inherit'] })
    const [printed] = (await once(host.stdout!, 'data')) as [Buffer]
    address = new URL(printed.toString().trim())
  }, 40_000)
  afterAll(async () => {
    for (const socket of sockets) socket.close()
    const ended = once(host, 'exit')
    host.kill('SIGTERM')
    await ended
  })

  it('is in the host’s memory by parts only, and keeps nobody waiting', { timeout: 120_000 }, async () => {
    const path = join(await newFolder(), 'large')
    const file = await open(path, 'w')
    await file.truncate(fileBytes)
    await file.close()
    const [first, second] = [await connect(), await connect()]
    await handOver(first, new Blob(['warm']))
    const before = await peakBytes()
    let going = true
    let longest = 0
    const handing = handOver(first, await openAsBlob(path)).finally(() => (going = false))
    while (going) {
      const asked = performance.now()
      await second.jobs.list()
      longest = Math.max(longest, performance.now() - asked)
    }
    const uploadId = await handing
    expect((await peakBytes()) - before).toBeLessThan(fileBytes / 2)
    expect(longest).toBeLessThan(2_000)
    expect(await first.studies.upload({ uploadId, name: 'large' })).toMatchObject([
      { type: 'problem', problem: { code: 'not-an-image' } },
    ])
  })
})
