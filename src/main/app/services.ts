import type { About } from '#shared/contract/index.ts'
import type { ComputeService } from '#main/compute/index.ts'
import type { Audit } from './audit/audit.ts'
import type { Library } from '#main/library/index.ts'
import type { JobStore } from '#main/jobs/index.ts'
import type { ModelRegistry } from '#main/registry/index.ts'
import type { Engines } from './engines/engines.ts'
import type { Documents } from './opening/documents.ts'
import type { Films } from './opening/films.ts'
import type { Roots } from './folders/roots.ts'
import type { Fleet } from './fleet/fleet.ts'
import type { Home } from './home/home.ts'
import type { Inbox } from './opening/inbox.ts'
import type { Troubles } from './home/troubles.ts'
import type { Uploads } from './opening/uploads.ts'
import type { Log } from './home/log.ts'
import type { Memory } from './opening/memory.ts'
import type { Looking } from './node/looking.ts'
import type { ProgramNode } from './node/programNode.ts'
import type { Pacs } from './pacs/pacs.ts'
import type { Progress } from './training/progress.ts'
import type { Scans } from './scans/scans.ts'
import type { Settings } from './settings/settings.ts'
import type { Thumbnails } from './opening/thumbnails.ts'

export type HostName = About['host']

/** Everything that the router stands on. */
export type Services = {
  host: HostName
  version: string
  /** What paths may be named. */
  roots: Roots
  /** Folder of the films that come with the program. */
  samples: string
  home: Home
  troubles: Troubles
  log: Log
  audit: Audit
  compute: ComputeService
  engines: Engines
  progress: Progress
  jobs: JobStore
  models: ModelRegistry
  films: Films
  documents: Documents
  library: Library
  memory: Memory
  thumbnails: Thumbnails
  scans: Scans
  fleet: Fleet
  inbox: Inbox
  pacs: Pacs
  node: ProgramNode
  looking: Looking
  uploads: Uploads
  settings: Settings
  /** The next call of `compute` gets a new process, which finds what has been installed meanwhile. */
  renewCompute(): void
}
