import { ORPCError } from '@orpc/client'
import { createPinia, setActivePinia } from 'pinia'
import type { Problem } from '#shared/problem.ts'
import type { Client, Connection, ConnectionState } from '#renderer/base/connection/connection.ts'
import { setConnection } from '#renderer/base/connection/session.ts'

type Calls = { [Part in keyof Client]?: { [Name in keyof Client[Part]]?: (...input: never[]) => unknown } }

/** A connection whose calls are answered by the test, and a fresh set of stores that uses it. */
export function useFakeConnection(calls: Calls, host: Connection['host'] = 'browser') {
  const listeners = new Set<(state: ConnectionState) => void>()
  let state: ConnectionState = { kind: 'connected' }
  let retries = 0
  setConnection({
    client: calls as unknown as Client,
    host,
    state: () => state,
    onState(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    retryNow: () => void retries++,
    close: () => undefined,
  })
  const pinia = createPinia()
  setActivePinia(pinia)
  return {
    pinia,
    retries: () => retries,
    enter(next: ConnectionState) {
      state = next
      for (const listener of listeners) listener(next)
    },
  }
}

/** The error as which a problem arrives in the page. */
export function problemError(problem: Problem): Error {
  return new ORPCError('PROBLEM', { defined: true, data: problem })
}

export async function* events<T>(...values: T[]): AsyncGenerator<T> {
  yield* values
}
