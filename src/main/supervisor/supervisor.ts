import { setTimeout as sleep } from 'node:timers/promises'
import pLimit from 'p-limit'
import { ProblemError } from '#shared/problem.ts'
import {
  callCompute,
  computeMethodNames,
  computeMethods,
  type ComputeChild,
  type ComputeListener,
  type ComputeMethod,
  type ComputeService,
  type LaunchCompute,
} from '#main/compute/index.ts'
import { deadline, scheduleOfProcess } from '#main/deadlines/index.ts'

export type SupervisorOptions = {
  launch: LaunchCompute
  listener: ComputeListener
  /** Hard limits of methods other than those of the contract, milliseconds. */
  limits?: Partial<Record<ComputeMethod, number>>
  /** Milliseconds that a cancelled training or inspection may go on before its process is killed. */
  cancelLimit?: number
  /** Milliseconds before a start that follows one without any answer; doubles each time, up to 10 s. */
  firstPause?: number
  onEvent?(event: 'compute-started' | 'compute-ended' | 'compute-killed'): void
}

/** Ends one call with a problem, and its process with it. */
type GiveUp = (problem: ProblemError) => void

type Running = {
  child: ComputeChild
  service: ComputeService
  pending: Set<(problem: ProblemError) => void>
  retired: boolean
}

const longestPause = 10_000
/** How long a process may take to leave when it is asked to. */
const endLimit = 3_000

/**
 * Owns the compute process. It is started at the first call, and again at the next call after it died. Calls under way
 * when it dies reject with 'compute-crashed'; one that outlasts its hard limit rejects with 'time-limit' and takes the
 * process with it.
 */
export class ComputeSupervisor {
  /** What the rest of the program calls. */
  readonly service: ComputeService
  readonly #options: SupervisorOptions
  readonly #living = new Set<Running>()
  readonly #jobs = new Map<string, GiveUp>()
  #current: Running | undefined
  #starting: Promise<Running> | undefined
  /** Starts since the last answer. */
  #fruitless = 0
  #closing = false

  constructor(options: SupervisorOptions) {
    this.#options = options
    const entries = computeMethodNames.map((method) => {
      const { kind, atATime } = computeMethods[method]
      const slot = pLimit(atATime)
      const call = {
        call: (...args: unknown[]) => this.#call(method, args),
        job: (request: unknown) => this.#job(method, request as { jobId: string }),
        cancel: (jobId: unknown) => this.#cancel(method, jobId as string),
      }[kind]
      return [method, (...args: unknown[]) => slot(() => call(...(args as [unknown])))]
    })
    this.service = Object.fromEntries(entries) as ComputeService
  }

  /** Ends the process and waits until it is gone; calls under way reject. */
  async close(): Promise<void> {
    this.#closing = true
    await this.#starting?.catch(() => undefined)
    await Promise.all(
      [...this.#living].map(async ({ child }) => {
        child.end()
        const tooLate = setTimeout(() => child.kill(), endLimit)
        await child.exited
        clearTimeout(tooLate)
      }),
    )
  }

  /** The next call gets a new process; calls under way are answered by the old one, which then ends. */
  renew(): void {
    const running = this.#current
    if (!running) return
    this.#current = undefined
    running.retired = true
    if (running.pending.size === 0) running.child.end()
  }

  async #call<T>(method: ComputeMethod, args: unknown[], onSent?: (giveUp: GiveUp) => void): Promise<T> {
    const running = await this.#ensureRunning()
    const { promise, resolve, reject } = Promise.withResolvers<T>()
    const giveUp: GiveUp = (problem) => {
      reject(problem)
      this.#abandon(running)
    }
    running.pending.add(reject)
    onSent?.(giveUp)
    const limit = this.#options.limits?.[method] ?? computeMethods[method].hardLimit
    const { child } = running
    const callOff = Number.isFinite(limit)
      ? deadline(
          limit,
          () => giveUp(new ProblemError('compute-too-slow')),
          () => (child.pid === undefined ? undefined : scheduleOfProcess(child.pid)),
        )
      : undefined
    const work = running.service[method] as (...args: unknown[]) => Promise<T>
    work(...args)
      .finally(() => (this.#fruitless = 0))
      .then(resolve, reject)
    try {
      return await promise
    } finally {
      callOff?.()
      running.pending.delete(reject)
      if (running.retired && running.pending.size === 0) running.child.end()
    }
  }

  /** Kills a process that cannot be trusted any more; the next call gets a new one. */
  #abandon(running: Running): void {
    if (this.#current === running) this.#current = undefined
    this.#options.onEvent?.('compute-killed')
    running.child.kill()
  }

  /** A call that can be cancelled by its id. */
  async #job<T>(method: ComputeMethod, request: { jobId: string }): Promise<T> {
    try {
      return await this.#call<T>(method, [request], (giveUp) => this.#jobs.set(request.jobId, giveUp))
    } catch (thrown) {
      // It works on many films: none of them is to blame.
      throw thrown instanceof ProblemError && thrown.id === 'compute-crashed'
        ? new ProblemError('work-crashed')
        : thrown
    } finally {
      this.#jobs.delete(request.jobId)
    }
  }

  async #cancel(method: ComputeMethod, jobId: string): Promise<void> {
    const giveUp = this.#jobs.get(jobId)
    if (!giveUp) return
    const timer = setTimeout(() => {
      if (this.#jobs.get(jobId) === giveUp) giveUp(new ProblemError('work-ended'))
    }, this.#options.cancelLimit ?? 60_000)
    timer.unref()
    await this.#call(method, [jobId])
  }

  async #ensureRunning(): Promise<Running> {
    if (this.#closing) throw new ProblemError('program-ending')
    if (this.#current) return this.#current
    this.#starting ??= this.#start().finally(() => (this.#starting = undefined))
    return this.#starting
  }

  async #start(): Promise<Running> {
    if (this.#fruitless > 0) {
      await sleep(Math.min(longestPause, (this.#options.firstPause ?? 250) * 2 ** (this.#fruitless - 1)))
      if (this.#closing) throw new ProblemError('program-ending')
    }
    this.#fruitless += 1
    this.#current = this.#watch(this.#options.launch())
    return this.#current
  }

  #watch(child: ComputeChild): Running {
    const running: Running = {
      child,
      service: callCompute(child, this.#options.listener),
      pending: new Set(),
      retired: false,
    }
    this.#living.add(running)
    this.#options.onEvent?.('compute-started')
    void child.exited.then(() => {
      if (this.#current === running) this.#current = undefined
      this.#living.delete(running)
      this.#options.onEvent?.('compute-ended')
      for (const reject of running.pending) {
        reject(this.#closing ? new ProblemError('program-ending') : new ProblemError('compute-crashed'))
      }
    })
    return running
  }
}
