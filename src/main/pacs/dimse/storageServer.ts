import { once } from 'node:events'
import { createServer, type AddressInfo, type Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { ProblemError } from '#shared/problem.ts'
import { StorageAssociation, type AssociationTerms } from './storageAssociation.ts'

export type StorageOptions = AssociationTerms & {
  /** Address to listen at; nothing beyond it. */
  host: string
  /** 0 for any free one. */
  port: number
}
export type StorageServer = { port: number; close(): Promise<void> }

/** Associations at a time; more are let wait outside. */
const mostAssociations = 32
/** How long objects that are on their way may take when the end is wanted, milliseconds. */
const patienceMs = 5_000

/**
 * A Storage SCP (PS3.4 B) and Verification SCP (PS3.4 A). The library's own server listens at all addresses, so that only
 * its associations are used. Rejects with 'node-port-not-usable'.
 */
export async function storageServer(options: StorageOptions): Promise<StorageServer> {
  const { host, port } = options
  const going = new Set<StorageAssociation>()
  const server = createServer((socket: Socket) => {
    const association = new StorageAssociation(socket, options)
    going.add(association)
    socket.once('close', () => going.delete(association))
  })
  server.maxConnections = mostAssociations
  const listening = once(server, 'listening')
  server.listen(port, host)
  try {
    await listening
  } catch (cause) {
    throw new ProblemError('node-port-not-usable', { port }, { cause })
  }
  server.on('error', () => undefined)
  return {
    port: (server.address() as AddressInfo).port,
    close: async () => {
      const closed = once(server, 'close')
      server.close()
      for (const association of going) association.leave()
      const late = new AbortController()
      await Promise.race([closed, sleep(patienceMs, undefined, { signal: late.signal }).catch(() => undefined)])
      late.abort()
      for (const association of going) association.socket.destroy()
      await closed
    },
  }
}
