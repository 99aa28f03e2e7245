import type { ClientLink } from '@orpc/client'

export type HostKind = 'electron' | 'browser'

export type Link = ClientLink<Record<never, never>>

/** An open way to the program. `closed` resolves once, when it can carry nothing more. */
export type Transport = { link: Link; closed: Promise<void>; close(): void }

/** Opens one {@link Transport}; rejects where the program cannot be reached. */
export type OpenTransport = () => Promise<Transport>
