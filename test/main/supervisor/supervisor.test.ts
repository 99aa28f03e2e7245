import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, describe, expect, it } from 'vitest'
import type { JobProgress } from '#shared/job.ts'
import { ProblemError } from '#shared/problem.ts'
import type { ErrorTrace, ComputeListener, TrainingWork } from '#main/compute/index.ts'
import { ComputeSupervisor, type SupervisorOptions } from '#main/supervisor/supervisor.ts'
import { isAlive, launchFake } from '../../support/launchFake.ts'
import { slowly } from '../../support/slowly.ts'

const open: ComputeSupervisor[] = []
const progress: JobProgress[] = []
const traces: ErrorTrace[] = []

function supervise(options: Partial<SupervisorOptions> = {}): ComputeSupervisor {
  const listener: ComputeListener = {
    progress: (_, now) => void progress.push(now),
    unexpected: (_, trace) => void traces.push(trace),
  }
  const supervisor = new ComputeSupervisor({ launch: launchFake, listener, firstPause: 20, ...options })
  open.push(supervisor)
  return supervisor
}

afterEach(async () => {
  await Promise.all(open.splice(0).map((supervisor) => supervisor.close()))
  progress.length = 0
  traces.length = 0
})

/** The fake process gives its id as the patient's. */
const pidOf = async ({ service }: ComputeSupervisor): Promise<number> =>
  Number((await service.header('film')).patientId)

function codeOf(call: Promise<unknown>): Promise<unknown> {
  return call.then(
    () => 'no error',
    (thrown: unknown) => (thrown instanceof ProblemError ? thrown.code : thrown),
  )
}

const training = (folder: string): TrainingWork => ({
  jobId: 'job',
  folder,
  name: 'Model',
  modelId: 'model',
  programVersion: '0.1.0',
  startFrom: { id: 'starter', directory: '' },
  settings: { mode: 'heads', preset: 'default', seed: 1, epochs: 1, classWeights: 'none' },
  engine: 'onnx-cpu',
  outputDirectory: '',
  cacheDirectory: '',
  runDirectory: '',
})

describe('ComputeSupervisor', () => {
  it('carries samples as the typed array that they are', async () => {
    const { values } = await supervise().service.film('film', 0)
    expect(values).toEqual(Int16Array.of(-2, -1, 0, 1, 2, 3))
  })

  it('carries large films byte for byte, two at once', async () => {
    const { service } = supervise()
    const films = await Promise.all([service.film('large1', 0), service.header('film'), service.film('large2', 0)])
    for (const [seed, { values }] of [
      [1, films[0]],
      [2, films[2]],
    ] as const) {
      expect(values).toBeInstanceOf(Uint16Array)
      expect(
        values.length === 7_500_000 && values.every((value, index) => value === (index * 31_337 + seed) % 65_521),
      ).toBe(true)
    }
  })

  it('gives no part of a film whose process dies while it is on its way', async () => {
    const supervisor = supervise()
    await pidOf(supervisor)
    expect(await codeOf(supervisor.service.film('cut1', 0))).toBe('compute-crashed')
    expect((await supervisor.service.film('large3', 0)).values[1]).toBe(31_340)
  })

  it('keeps code and place of a problem over the process boundary', async () => {
    const call = supervise().service.film('damaged', 0)
    await expect(call).rejects.toBeInstanceOf(ProblemError)
    await expect(call).rejects.toMatchObject({
      id: 'image-truncated',
      code: 'truncated',
      message: 'The file ends in the middle of its image; copy it again from its source.',
      where: '(7FE0,0010)',
    })
  })

  it('tells of an unforeseen error without its text', async () => {
    const call = supervise().service.film('/home/anna/unforeseen', 0)
    await expect(call).rejects.toMatchObject({ code: 'internal' })
    expect(traces).toMatchObject([{ name: 'TypeError' }])
    expect(traces[0].frames.join()).toContain('src/main/compute/rpc.ts')
    expect(JSON.stringify(traces)).not.toMatch(/anna|muster/i)
  })

  it('starts no process before the first call', async () => {
    let starts = 0
    const supervisor = supervise({ launch: () => (starts++, launchFake()) })
    expect(starts).toBe(0)
    await Promise.all([supervisor.service.header('film'), supervisor.service.doctor()])
    expect(starts).toBe(1)
  })

  it('loses only the call at hand when the process is killed, and goes on with a new one', async () => {
    const supervisor = supervise()
    const pid = await pidOf(supervisor)
    const reading = codeOf(supervisor.service.film('slow', 0))
    setTimeout(() => process.kill(pid, 'SIGKILL'), 100)
    expect(await reading).toBe('compute-crashed')
    const next = await pidOf(supervisor)
    expect(next).not.toBe(pid)
    expect(isAlive(next)).toBe(true)
  })

  it('starts again after crash upon crash, with pauses that grow', async () => {
    const supervisor = supervise({ firstPause: 100 })
    const started = performance.now()
    for (const _ of [1, 2, 3]) expect(await codeOf(supervisor.service.header('crash'))).toBe('compute-crashed')
    expect(performance.now() - started).toBeGreaterThan(100 + 200)
    await expect(supervisor.service.header('film')).resolves.toMatchObject({ rows: 2 })
  })

  it('kills a process that hangs', async () => {
    const events: string[] = []
    const supervisor = supervise({ limits: { film: 300 }, onEvent: (event) => events.push(event) })
    const pid = await pidOf(supervisor)
    expect(await codeOf(supervisor.service.film('hang', 0))).toBe('time-limit')
    const next = await pidOf(supervisor)
    expect(next).not.toBe(pid)
    await expect.poll(() => isAlive(pid), slowly).toBe(false)
    expect(events).toContain('compute-killed')
  })

  it('hands progress on and cancels a training', async () => {
    const { service } = supervise()
    const trained = codeOf(service.train(training('films')))
    await expect
      .poll(() => progress, slowly)
      .toEqual([{ stage: 'features', done: 1, total: 2, numbers: { loss: 0.5 } }])
    await service.cancel('job')
    expect(await trained).toBe('cancelled')
  })

  it('hands progress on and cancels an inspection', async () => {
    const { service } = supervise()
    const inspected = codeOf(
      service.inspect({ jobId: 'job', folder: 'films', seed: 1, newSplit: false, sheet: false, cacheDirectory: '' }),
    )
    await expect.poll(() => progress, slowly).toEqual([{ stage: 'inspect', done: 1, total: 2, numbers: {} }])
    await service.cancel('job')
    expect(await inspected).toBe('cancelled')
  })

  it('kills the process of a training that does not stop', async () => {
    const supervisor = supervise({ cancelLimit: 200 })
    const pid = await pidOf(supervisor)
    const trained = codeOf(supervisor.service.train(training('deaf')))
    await expect.poll(() => progress.length, slowly).toBe(1)
    await supervisor.service.cancel('job')
    expect(await trained).toBe('cancelled')
    await expect.poll(() => isAlive(pid), slowly).toBe(false)
  })

  it('starts no process to cancel what is not there', async () => {
    let starts = 0
    await supervise({ launch: () => (starts++, launchFake()) }).service.cancel('nothing')
    expect(starts).toBe(0)
  })

  it('leaves no process behind, not even one that hangs', async () => {
    const supervisor = supervise()
    const pid = await pidOf(supervisor)
    const hanging = codeOf(supervisor.service.film('hang', 0))
    await sleep(200)
    await supervisor.close()
    expect(isAlive(pid)).toBe(false)
    expect(await hanging).toBe('interrupted')
    expect(await codeOf(supervisor.service.header('film'))).toBe('interrupted')
  })
})
