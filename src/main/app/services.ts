import type { About } from '#shared/contract.ts'
import type { ComputeService } from '#main/compute/service.ts'
import type { Library } from '#main/library/library.ts'
import type { JobStore } from '#main/jobs/jobStore.ts'
import type { ModelRegistry } from '#main/models/registry.ts'
import type { Engines } from './engines/engines.ts'
import type { Films } from './films.ts'
import type { Home } from './home.ts'
import type { Inbox } from './inbox.ts'
import type { Log } from './log.ts'
import type { Memory } from './memory.ts'
import type { Progress } from './progress.ts'
import type { Scans } from './scans.ts'
import type { Settings } from './settings/settings.ts'
import type { Thumbnails } from './thumbnails.ts'

export type HostName = About['host']

/** Everything that the router stands on. */
export type Services = {
  host: HostName
  version: string
  /** Folder of the films that come with the program. */
  samples: string
  home: Home
  log: Log
  compute: ComputeService
  engines: Engines
  progress: Progress
  jobs: JobStore
  models: ModelRegistry
  films: Films
  library: Library
  memory: Memory
  thumbnails: Thumbnails
  scans: Scans
  inbox: Inbox
  settings: Settings
  /** The next call of `compute` gets a new process, which finds what has been installed meanwhile. */
  renewCompute(): void
}
