import { createORPCClient, DynamicLink } from '@orpc/client'
import type { ContractRouterClient } from '@orpc/contract'
import type { contract } from '#shared/contract/index.ts'
import { backoffMs } from './backoff.ts'
import type { HostKind, OpenTransport, Transport } from './transport.ts'

export type Client = ContractRouterClient<typeof contract>

export type ConnectionState = { kind: 'connecting' } | { kind: 'connected' } | { kind: 'lost'; retryAt: number }

/** Thrown by every call that is made, or still runs, while there is no connection. */
export class ConnectionLostError extends Error {
  override readonly name = 'ConnectionLostError'
}

export type Connection = {
  /** Stays the same over reconnections; calls reject with {@link ConnectionLostError} while there is none. */
  client: Client
  host: HostKind
  state(): ConnectionState
  /** Calls back after each change of state. Returns how to stop. */
  onState(listener: (state: ConnectionState) => void): () => void
  /** Tries again at once instead of at `retryAt`. */
  retryNow(): void
  close(): void
}

/** Keeps one transport open: opens it, opens another when it closes, and waits longer after each failure. */
export function keepConnected(host: HostKind, open: OpenTransport): Connection {
  const listeners = new Set<(state: ConnectionState) => void>()
  let state: ConnectionState = { kind: 'connecting' }
  let transport: Transport | undefined
  let timer: ReturnType<typeof setTimeout> | undefined
  let attempt = 0
  let ended = false

  function enter(next: ConnectionState) {
    state = next
    for (const listener of listeners) listener(next)
  }

  async function tryOpen() {
    clearTimeout(timer)
    enter({ kind: 'connecting' })
    try {
      const opened = await open()
      if (ended) return opened.close()
      transport = opened
      attempt = 0
      enter({ kind: 'connected' })
      await opened.closed
    } catch {
      // Why it failed is of no use to a person; that it failed is shown, and tried again.
    }
    transport = undefined
    if (ended) return
    const waitMs = backoffMs(attempt++)
    enter({ kind: 'lost', retryAt: Date.now() + waitMs })
    timer = setTimeout(() => void tryOpen(), waitMs)
  }

  const link = new DynamicLink<Record<never, never>>(() => {
    if (!transport) throw new ConnectionLostError()
    return transport.link
  })
  void tryOpen()

  return {
    client: createORPCClient<Client>(link),
    host,
    state: () => state,
    onState(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    retryNow() {
      if (state.kind === 'lost') void tryOpen()
    },
    close() {
      ended = true
      clearTimeout(timer)
      transport?.close()
    },
  }
}
