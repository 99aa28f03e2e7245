import { chooseEngine } from '#main/engines/chooseEngine.ts'
import type { LaunchCompute } from '#main/compute/channel.ts'
import { join } from 'node:path'
import { errorTrace } from '#main/compute/errorTrace.ts'
import { forkCompute } from '#main/compute/fork.ts'
import { ComputeSupervisor } from '#main/compute/supervisor.ts'
import { JobStore } from '#main/jobs/jobStore.ts'
import { runtimeEnvironment } from '#main/runtimes/findRuntime.ts'
import { Library } from '#main/library/library.ts'
import { ModelRegistry } from '#main/models/registry.ts'
import { Films } from './films.ts'
import { Fingerprints } from './fingerprints.ts'
import { openHome } from './home.ts'
import { Inbox } from './inbox.ts'
import { openLog } from './log.ts'
import { Memory } from './memory.ts'
import { programVersion, resources } from './packageRoot.ts'
import { Progress } from './progress.ts'
import { createRouter, type AppRouter } from './router.ts'
import { Scans } from './scans.ts'
import type { HostName } from './services.ts'
import { Settings } from './settings/settings.ts'
import { Thumbnails } from './thumbnails.ts'

export type ApplicationOptions = {
  host: HostName
  /** Folder of the user's data; the usual place if not given. */
  home?: string
  /** How this host starts a compute process; a child of plain Node if not given. */
  launchCompute?: LaunchCompute
}

export type Application = {
  router: AppRouter
  /** Ends running jobs and the compute process and removes what was handed over; resolves when all are gone. */
  stop(): Promise<void>
}

/** Builds all services in the order in which they need each other. Rejects where the data folder cannot be used. */
export async function createApplication(options: ApplicationOptions): Promise<Application> {
  const { host } = options
  const home = openHome(options.home)
  const settings = new Settings(join(home.root, 'settings.json'))
  const log = openLog(home.logs, settings.values.logLevel)
  const progress = new Progress()
  const supervisor = new ComputeSupervisor({
    launch: () => (options.launchCompute ?? forkCompute)(runtimeEnvironment(home.runtimes)),
    listener: {
      progress: (jobId, now) => progress.tell(jobId, now),
      unexpected: (method, trace) => log.unexpected(trace, { method }),
    },
    onEvent: (event) => log.event(event),
  })
  const compute = supervisor.service
  const models = new ModelRegistry({
    models: home.models,
    starter: resources.starter,
    onSkipped: (problem) => log.event('model-skipped', { code: problem.code }),
  })
  const jobs = await JobStore.open(home.runs, {
    onState: (job) => log.event('job', { jobId: job.jobId, state: job.state, code: job.problem?.code }),
    onUnexpected: (thrown, jobId) => log.unexpected(errorTrace(thrown), { jobId }),
  })
  const inbox = await Inbox.open(home.inbox)
  const films = new Films(compute)
  const thumbnails = new Thumbnails(compute)
  const library = new Library(join(home.root, 'library.sqlite'), () => log.event('library-damaged'))
  const memory = new Memory(library, films, new Fingerprints(), thumbnails)
  library.setPrivate(settings.values.startPrivate)
  if (host !== 'cli') memory.restore()
  const engine = () => chooseEngine(settings.values.engine)
  const scans = new Scans({ compute, jobs, models, inbox, engine, folder: home.scans })
  const router = createRouter({
    host,
    version: programVersion,
    samples: resources.samples,
    ...{ settings, home, log, compute, progress, jobs, models, films, library, memory, thumbnails, scans, inbox },
    renewCompute: () => supervisor.renew(),
    get engine() {
      return engine()
    },
  })
  log.event('started', { host })
  if (settings.state().problem) log.event('settings-damaged')

  const stop = async (): Promise<void> => {
    await jobs.interrupt()
    await supervisor.close()
    await jobs.settle()
    await inbox.close()
    library.close()
    log.event('stopped', { host })
    log.close()
  }
  let stopped: Promise<void> | undefined
  return { router, stop: () => (stopped ??= stop()) }
}
