import type { Connection } from './connection.ts'

let current: Connection | undefined

/** Sets the one connection of this page, before the first store is used. */
export function setConnection(connection: Connection): void {
  current = connection
}

export function useConnection(): Connection {
  if (!current) throw new Error('The page has no connection yet.')
  return current
}
