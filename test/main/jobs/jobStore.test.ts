import { randomUUID } from 'node:crypto'
import { readdir, readFile, mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isTerminal, jobStates, jobTransitions, type Job, type JobState } from '#shared/job.ts'
import { ProblemError } from '#shared/problem.ts'
import { advance } from '#main/jobs/job.ts'
import { JobStore, type JobContext, type JobWork } from '#main/jobs/jobStore.ts'
import { newFolder } from '../../support/folder.ts'
import { holdLock } from '../../support/holdLock.ts'

const now = '2026-01-01T00:00:00.000Z'
const jobIn = (state: JobState): Job => ({ jobId: 'j', runId: 'j', kind: 'training', state, createdAt: now })

/** Work that ends when the test says so. */
function controlled() {
  const end = Promise.withResolvers<Job['result']>()
  const begun = Promise.withResolvers<JobContext>()
  const work: JobWork = (context) => {
    begun.resolve(context)
    return end.promise
  }
  return { work, begun: begun.promise, ...end }
}

async function statesOf(jobs: AsyncIterable<Job>): Promise<JobState[]> {
  const states: JobState[] = []
  for await (const job of jobs) states.push(job.state)
  return states
}

describe('advance', () => {
  it('allows what the table allows and nothing else', () => {
    for (const from of jobStates) {
      for (const to of jobStates) {
        const step = (): Job => advance(jobIn(from), to, now)
        if (jobTransitions[from].includes(to)) expect(step()).toMatchObject({ state: to })
        else expect(step).toThrow(RangeError)
      }
    }
  })

  it('dates the end, and only the end', () => {
    expect(advance(jobIn('running'), 'cancelling', now).endedAt).toBeUndefined()
    expect(advance(jobIn('running'), 'succeeded', now).endedAt).toBe(now)
  })
})

describe('JobStore', () => {
  it('tells a watcher the state now, then each change, and ends after the last', async () => {
    const store = await JobStore.open(await newFolder())
    const { work, begun, resolve } = controlled()
    const { jobId } = await store.start('training', work)
    const states = statesOf(store.watch(jobId))
    const { progress } = await begun
    progress({ stage: 'epochs', done: 1, total: 3, numbers: {} })
    resolve({ modelId: 'm' })
    expect((await states).at(-1)).toBe('succeeded')
    expect(store.get(jobId)).toMatchObject({ result: { modelId: 'm' }, progress: { done: 1 } })
    expect(await statesOf(store.watch(jobId))).toEqual(['succeeded'])
  })

  it('ends a watch when its reader leaves', async () => {
    const store = await JobStore.open(await newFolder())
    const { work, resolve } = controlled()
    const { jobId } = await store.start('training', work)
    const abort = new AbortController()
    const states = statesOf(store.watch(jobId, abort.signal))
    abort.abort()
    expect((await states).every((state) => !isTerminal(state))).toBe(true)
    resolve(undefined)
    await store.settle()
  })

  it('runs one job at a time; one that waits is cancelled at once', async () => {
    const store = await JobStore.open(await newFolder())
    const first = controlled()
    let begun = false
    const running = await store.start('training', first.work)
    await first.begun
    const waiting = await store.start('training', async () => {
      begun = true
      return undefined
    })
    expect(waiting.state).toBe('queued')
    expect(store.cancel(waiting.jobId).state).toBe('cancelled')
    first.resolve({ modelId: 'm' })
    await store.settle()
    expect(begun).toBe(false)
    expect(store.get(running.jobId).state).toBe('succeeded')
  })

  it('fails with the problem that was thrown, and without the text of anything else', async () => {
    const folder = await newFolder()
    const unexpected: unknown[] = []
    const store = await JobStore.open(folder, { onUnexpected: (thrown) => unexpected.push(thrown) })
    const foreseen = await store.start('training', () => Promise.reject(new ProblemError('run-disk-full')))
    const error = new Error('Anna Muster')
    const other = await store.start('training', () => Promise.reject(error))
    await store.settle()
    expect(store.get(foreseen.jobId)).toMatchObject({ state: 'failed', problem: { code: 'disk-full' } })
    expect(store.get(other.jobId)).toMatchObject({ state: 'failed', problem: { code: 'internal' } })
    expect(unexpected).toEqual([error])
    expect(await readFile(join(folder, other.jobId, 'job.json'), 'utf8')).not.toContain('Muster')
  })

  it('finds a job that never ended as interrupted, and one of a program that runs still not at all', async () => {
    const folder = await newFolder()
    const [dead, living] = [randomUUID(), randomUUID()]
    const put = async (jobId: string, owner: object): Promise<void> => {
      await mkdir(join(folder, jobId))
      const job = { ...jobIn('running'), jobId }
      await writeFile(join(folder, jobId, 'job.json'), JSON.stringify({ formatVersion: 1, owner, job }))
    }
    await put('gone', { session: dead })
    await writeFile(join(folder, `${dead}.live`), '')
    await put('elsewhere', { session: living })
    // An earlier version wrote down a process id, which by now is another's.
    await put('earlier', { pid: process.ppid, since: Date.now() })
    await put('broken', {})
    await writeFile(join(folder, 'broken', 'job.json'), '{')
    const other = await holdLock(join(folder, `${living}.live`))
    const idsOf = (store: JobStore): string[] =>
      store
        .list()
        .map(({ jobId }) => jobId)
        .sort()
    const store = await JobStore.open(folder)
    expect(idsOf(store)).toEqual(['earlier', 'gone'])
    expect(await store.isWorking()).toBe(true)
    expect(store.get('gone')).toMatchObject({ state: 'failed', problem: { code: 'interrupted' } })
    await other.kill()
    const again = await JobStore.open(folder)
    expect(again.get('gone').endedAt).toBe(store.get('gone').endedAt)
    expect(idsOf(again)).toEqual(['earlier', 'elsewhere', 'gone'])
    expect((await readdir(folder)).filter((name) => name.endsWith('.live'))).toEqual([])
  })

  it('says once that the record of a job was set aside, and goes on with the others', async () => {
    const folder = await newFolder()
    for (const [name, content] of [
      ['whole', JSON.stringify({ formatVersion: 1, owner: {}, job: { ...jobIn('succeeded'), jobId: 'whole' } })],
      ['broken', '{'],
      ['none', undefined],
    ] as const) {
      // prettier-ignore
      await mkdir(join(folder, name))
      if (content !== undefined) await writeFile(join(folder, name, 'job.json'), content)
    }
    const told: ProblemError[] = []
    const open = () => JobStore.open(folder, { onAside: (problem) => told.push(problem) })
    expect((await open()).list().map(({ jobId }) => jobId)).toEqual(['whole'])
    const [aside] = await readdir(join(folder, 'broken'))
    expect(await readFile(join(folder, 'broken', aside!), 'utf8')).toBe('{')
    await open()
    expect(told).toMatchObject([{ id: 'aside-job', message: expect.stringContaining(`runs/broken/${aside}`) }])
  })

  it('leaves no job that waits where what it needs cannot be prepared, and takes the next one', async () => {
    const store = await JobStore.open(await newFolder())
    const full = Object.assign(new Error('full'), { code: 'ENOSPC' })
    const unprepared = store.start('scanning', async () => undefined, { prepare: () => Promise.reject(full) })
    await expect(unprepared).rejects.toBe(full)
    expect(store.list()).toMatchObject([{ state: 'failed', problem: { code: 'disk-full' } }])
    const { jobId } = await store.start('training', async () => ({ modelId: 'm' }))
    expect((await statesOf(store.watch(jobId))).at(-1)).toBe('succeeded')
  })

  it('runs on where nobody can be told of it', async () => {
    const fails = (): never => {
      throw new Error('The log cannot be written.')
    }
    const store = await JobStore.open(await newFolder(), { onState: fails, onUnexpected: fails })
    const { jobId } = await store.start('training', () => Promise.reject(new Error('x')))
    expect((await statesOf(store.watch(jobId))).at(-1)).toBe('failed')
    const after = await store.start('training', async () => ({ modelId: 'm' }))
    expect((await statesOf(store.watch(after.jobId))).at(-1)).toBe('succeeded')
  })

  it('says that a job is not there', async () => {
    const store = await JobStore.open(await newFolder())
    expect(() => store.get('nothing')).toThrow(expect.objectContaining({ code: 'not-found' }))
  })

  it('ends every job exactly once, whatever happens in whatever order', async () => {
    const folder = await newFolder()
    const event = fc.constantFrom('progress', 'cancel', 'succeed', 'fail', 'stop', 'interrupt', 'turn')
    const events = fc.array(event, { maxLength: 12 })
    await fc.assert(
      fc.asyncProperty(events, async (sequence) => {
        const seen: JobState[] = []
        const store = await JobStore.open(folder, { onState: (job) => seen.push(job.state) })
        const { work, resolve, reject, begun } = controlled()
        const { jobId } = await store.start('training', work)
        seen.length = 0
        const context = await begun
        const watched = statesOf(store.watch(jobId))
        for (const event of sequence) {
          if (event === 'progress') context.progress({ stage: 's', done: 0, total: 0, numbers: {} })
          if (event === 'cancel') store.cancel(jobId)
          if (event === 'succeed') resolve({ modelId: 'm' })
          if (event === 'fail') reject(new ProblemError('training-diverged'))
          if (event === 'stop') reject(new ProblemError('work-ended'))
          if (event === 'interrupt') await store.interrupt()
          if (event === 'turn') await new Promise(setImmediate)
        }
        resolve(undefined)
        await store.settle()
        expect(seen.filter(isTerminal)).toHaveLength(1)
        const states = await watched
        expect(states.filter(isTerminal)).toEqual([store.get(jobId).state])
        const { job } = JSON.parse(await readFile(join(folder, jobId, 'job.json'), 'utf8'))
        expect(job).toEqual(store.get(jobId))
      }),
      { numRuns: 100 },
    )
  })

  it('clears what has ended, and leaves what works, here and in another program', async () => {
    const folder = await newFolder()
    const store = await JobStore.open(folder)
    const ended = await store.start('training', async () => undefined)
    await writeFile(join(folder, ended.jobId, 'metrics.jsonl'), '')
    await store.settle()
    const going = controlled()
    const resumed = await store.start('training', going.work, { runId: ended.jobId })
    const waiting = await store.start('scanning', async () => undefined)
    await going.begun
    const other = '0a0a0a0a-0000-4000-8000-000000000000'
    await mkdir(join(folder, other))
    const owner = { session: randomUUID() }
    const lock = `${owner.session}.live`
    const program = await holdLock(join(folder, lock))
    await writeFile(
      join(folder, other, 'job.json'),
      JSON.stringify({ formatVersion: 1, owner, job: { ...jobIn('running'), jobId: other, runId: other } }),
    )
    const broken = '0b0b0b0b-0000-4000-8000-000000000000'
    await mkdir(join(folder, broken))
    // Whoever has put it there: it is no job.
    await writeFile(join(folder, 'letter.txt'), 'Dear')
    expect(await store.isWorking()).toBe(true)
    await store.clear()
    // The run that is gone on with is that of the ended job.
    const names = (await readdir(folder)).filter((name) => !name.endsWith('.live'))
    expect(names.sort()).toEqual([other, ended.jobId, resumed.jobId, waiting.jobId, 'letter.txt'].sort())
    going.resolve(undefined)
    await store.settle()
    await store.clear()
    expect((await readdir(folder)).sort()).toEqual([other, lock, 'letter.txt'].sort())
    expect(store.list()).toEqual([])
    expect(await store.isWorking()).toBe(true)
    await program.kill()
    expect(await store.isWorking()).toBe(false)
  })

  it('forgets old jobs of which nothing is left but that they were', async () => {
    const folder = await newFolder()
    const old = { ...jobIn('succeeded'), endedAt: '2020-01-01T00:00:00.000Z' }
    const recent = { ...jobIn('succeeded'), endedAt: new Date().toISOString() }
    for (const [jobId, job] of Object.entries({ scan: old, run: old, recent })) {
      await mkdir(join(folder, jobId))
      await writeFile(
        join(folder, jobId, 'job.json'),
        JSON.stringify({ formatVersion: 1, owner: { pid: 1, since: 0 }, job: { ...job, jobId } }),
      )
    }
    await writeFile(join(folder, 'run', 'run.json'), '{}')
    const store = await JobStore.open(folder)
    expect(
      store
        .list()
        .map(({ jobId }) => jobId)
        .sort(),
    ).toEqual(['recent', 'run'])
    expect((await readdir(folder)).sort()).toEqual(['recent', 'run'])
  })
})
