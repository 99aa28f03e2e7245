import { atMost, errorTrace, type ErrorTrace, type LaunchCompute } from '#main/compute/index.ts'
import { join } from 'node:path'
import type { AuditNote } from '#shared/audit.ts'
import { fromProblem, type ProblemError } from '#shared/problem.ts'
import { forkCompute, ComputeSupervisor } from '#main/supervisor/index.ts'
import { JobStore } from '#main/jobs/index.ts'
import { runtimeEnvironment } from '#main/runtimes/index.ts'
import { Library } from '#main/library/index.ts'
import { Connections, type Vault } from '#main/pacs/index.ts'
import { ModelRegistry } from '#main/registry/index.ts'
import { Audit } from './audit/audit.ts'
import { EngineChoice } from './engines/engineChoice.ts'
import { engineKey } from './engines/engineKey.ts'
import { Engines } from './engines/engines.ts'
import { onceIdle } from './engines/onceIdle.ts'
import { Documents } from './opening/documents.ts'
import { Films } from './opening/films.ts'
import { Fingerprints } from './opening/fingerprints.ts'
import { Roots } from './folders/roots.ts'
import { Fleet } from './fleet/fleet.ts'
import { openHome } from './home/home.ts'
import { Inbox } from './opening/inbox.ts'
import { Uploads } from './opening/uploads.ts'
import { openLog } from './home/log.ts'
import { Memory } from './opening/memory.ts'
import { programVersion, resources } from './home/packageRoot.ts'
import { Looking } from './node/looking.ts'
import { ProgramNode } from './node/programNode.ts'
import { Pacs } from './pacs/pacs.ts'
import { Progress } from './training/progress.ts'
import { createRouter, type AppRouter } from './router.ts'
import { Scans } from './scans/scans.ts'
import type { HostName } from './services.ts'
import { Settings } from './settings/settings.ts'
import { Troubles } from './home/troubles.ts'
import { Thumbnails } from './opening/thumbnails.ts'

export type ApplicationOptions = {
  host: HostName
  /** Folders that paths may lead into; everywhere if not given. */
  roots?: readonly string[]
  /** Folder of the user's data; the usual place if not given. */
  home?: string
  /** How this host starts a compute process; a child of plain Node if not given. */
  launchCompute?: LaunchCompute
  /** The system's key store, where the host has one. */
  vault?: Vault | undefined
  /** Milliseconds without work after which engines are tried in the background, where nothing is known of them. */
  examineAfter?: number
}

export type Application = {
  router: AppRouter
  /** Scans that many machines share; the page sees them by the router and nothing more. */
  fleet: Fleet
  /**
   * Ends running jobs and the compute process and removes what was handed over. Resolves when all are gone, or when what
   * a drive that does not answer holds up has been given up.
   */
  stop(): Promise<void>
  /** Notes in the audit log that a page came or went. */
  connection(state: 'opened' | 'closed'): void
  /** Notes an error that reached no handler. */
  unexpected(trace: ErrorTrace): void
}

const usualExamineAfter = 5_000

/** How long each step of an end may take, milliseconds; more than a compute process takes that must be killed. */
const stepLimit = 5_000

/** Builds all services in the order in which they need each other. Rejects where the data folder cannot be used. */
export async function createApplication(options: ApplicationOptions): Promise<Application> {
  const { host } = options
  const roots = await Roots.of(options.roots)
  const home = openHome(options.home)
  const troubles = new Troubles()
  if (home.problem) troubles.note(home.problem)
  const settings = new Settings(join(home.root, 'settings.json'))
  const log = openLog(home.logs, settings.values.logLevel, (thrown) => troubles.note(thrown))
  /** What was kept and cannot be understood is set aside, or left out, and told. */
  const onAside = (problem: ProblemError): void => {
    troubles.note(problem)
    log.event('kept-damaged', { code: problem.code })
  }
  const progress = new Progress()
  const launch = () => (options.launchCompute ?? forkCompute)(runtimeEnvironment(home.runtimes))
  const engines = new Engines({
    choice: new EngineChoice(join(home.root, 'engine.json'), () => engineKey(home.runtimes)),
    fixed: () => settings.values.engine,
    launch,
    onExamined: (engine, milliseconds) =>
      log.event('engines-examined', { engine, milliseconds: Math.round(milliseconds) }),
    onBroken: (engine) => log.event('engine-broke', { engine }),
  })
  const supervisor = new ComputeSupervisor({
    launch,
    listener: {
      progress: (jobId, now) => progress.tell(jobId, now),
      unexpected: (method, trace) => log.unexpected(trace, { method }),
      trouble: (problem) => troubles.note(fromProblem(problem)),
    },
    onEvent: (event) => {
      log.event(event)
      if (event !== 'compute-started') engines.noteComputeEnd()
    },
  })
  const { service: compute, stop: stopWaiting } = onceIdle(
    supervisor.service,
    options.examineAfter ?? usualExamineAfter,
    () => {
      // A command is over soon, and says itself when it wants to know.
      if (host !== 'cli') engines.examineIfUnknown()
    },
  )
  const models = new ModelRegistry({
    models: home.models,
    starter: resources.starter,
    onSkipped: (problem) => log.event('model-skipped', { code: problem.code }),
    onAside,
    onActivated: ({ weights }) => audit.note({ action: 'model-activated', model: weights.sha256 }),
    onRemoved: (card) => audit.note({ action: 'model-deleted', ...(card && { model: card.weights.sha256 }) }),
  })
  await models.clearDeleted()
  const jobs = await JobStore.open(home.runs, {
    onAside,
    onState: (job) => log.event('job', { jobId: job.jobId, state: job.state, code: job.problem?.code }),
    onUnexpected: (thrown, jobId) => {
      if (!troubles.note(thrown)) log.unexpected(errorTrace(thrown), { jobId })
    },
  })
  const inbox = await Inbox.open(home.inbox)
  const fingerprints = new Fingerprints()
  const films = new Films(compute, fingerprints)
  const thumbnails = new Thumbnails(compute)
  const library = new Library(join(home.root, 'library.sqlite'), {
    onDamaged: () => log.event('library-damaged'),
    onUnkept: (problem) => troubles.note(problem),
    onLeftOut: onAside,
    unwritable: home.problem,
  })
  const memory = new Memory(library, films, fingerprints, thumbnails, troubles)
  library.setPrivate(settings.values.startPrivate)
  if (host !== 'cli') memory.restore()
  const scans = new Scans({ compute, jobs, models, inbox, engines, settings, folder: home.scans, onAside })
  const audit = new Audit({ home, host, library, memory, models, log })
  const note = (done: AuditNote): void => audit.note(done)
  const fleet = new Fleet({ compute, models, inbox, engines, cache: join(home.cache, 'fleet-models'), note })
  const connections = new Connections(home.root, options.vault)
  const looking = new Looking()
  const node = new ProgramNode({
    ...{ audit, compute, connections, engines, films, home, log, looking, models, settings },
    onAside,
  })
  const router = createRouter({
    host,
    version: programVersion,
    roots,
    samples: resources.samples,
    ...{
      settings,
      home,
      troubles,
      log,
      audit,
      compute,
      engines,
      progress,
      jobs,
      models,
      films,
      documents: new Documents(compute),
      library,
      memory,
      thumbnails,
      scans,
      fleet,
      inbox,
      uploads: new Uploads(inbox),
      pacs: new Pacs({ connections, inbox }),
      node,
      looking,
    },
    renewCompute: () => supervisor.renew(),
  })
  log.event('started', { host })
  // Of a command its doings tell.
  if (host !== 'cli') audit.event('program-started')
  if (settings.state().problem) log.event('settings-damaged')

  const stopping = new AbortController()
  // A command is over soon, and tables the models itself where it wants to know.
  if (host !== 'cli') void models.checkAll(stopping.signal)
  // The command has a node of its own.
  if (host !== 'cli') void node.begin()

  const step = (work: Promise<unknown>): Promise<void> =>
    atMost(
      stepLimit,
      work.catch((thrown: unknown) => log.unexpected(errorTrace(thrown))),
    )
  const stop = async (): Promise<void> => {
    stopWaiting()
    stopping.abort()
    const nodeStopped = node.stop()
    await step(jobs.interrupt())
    await step(Promise.all([supervisor.close(), engines.close(), nodeStopped]))
    await step(jobs.settle())
    await step(inbox.close())
    if (host !== 'cli') audit.event('program-ended')
    audit.close()
    library.close()
    log.event('stopped', { host })
    log.close()
  }
  let stopped: Promise<void> | undefined
  return {
    router,
    fleet,
    stop: () => (stopped ??= stop()),
    connection: (state) => audit.event(`connection-${state}`),
    unexpected: (trace) => log.unexpected(trace, { method: 'process' }),
  }
}
