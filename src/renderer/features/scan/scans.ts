import { defineStore } from 'pinia'
import { computed, ref, shallowReactive, shallowRef } from 'vue'
import { isTerminal, type Job } from '#shared/job.ts'
import type { Comparison, ReportStyle, Scan, ScanOptions } from '#shared/scan.ts'
import { toFailure, type Failure } from '#renderer/base/connection/failure.ts'
import { useConnection } from '#renderer/base/connection/session.ts'

/** The scans of now and earlier, which of them is looked at, and how far those are that run. */
export const useScansStore = defineStore('scans', () => {
  const connection = useConnection()
  const { client } = connection
  const scans = shallowRef<Scan[]>([])
  const selectedId = ref<string>()
  const jobs = shallowReactive(new Map<string, Job>())
  const watched = new Set<string>()
  const failure = shallowRef<Failure>()

  const selected = computed(() => scans.value.find(({ scanId }) => scanId === selectedId.value))
  const jobOf = (scan: Scan): Job | undefined => jobs.get(scan.jobId)

  /** Runs a call and keeps why it failed; undefined then. */
  async function attempt<T>(call: () => Promise<T>): Promise<T | undefined> {
    failure.value = undefined
    try {
      return await call()
    } catch (thrown) {
      failure.value = toFailure(thrown)
      return undefined
    }
  }

  async function load() {
    await attempt(async () => {
      scans.value = await client.scans.list()
      for (const scan of scans.value) if (scan.state === 'running') void follow(scan.jobId)
    })
  }

  /** Keeps up with a job until it has ended, and then with what came of it. */
  async function follow(jobId: string) {
    if (watched.has(jobId)) return
    watched.add(jobId)
    try {
      for await (const job of await client.jobs.watch({ jobId })) jobs.set(jobId, job)
    } catch {
      // The connection is lost; the list is loaded again with it.
      return
    } finally {
      watched.delete(jobId)
    }
    const job = jobs.get(jobId)
    await load()
    if (job?.problem) failure.value = { kind: 'problem', problem: job.problem }
  }

  async function begun(scan: Scan | undefined) {
    if (!scan) return
    selectedId.value = scan.scanId
    await load()
  }

  async function start(options: ScanOptions) {
    await begun(await attempt(() => client.scans.start({ options })))
  }

  async function resume(scanId: string) {
    await begun(await attempt(() => client.scans.resume({ scanId })))
  }

  /** Asks a running scan to stop; what it has read is kept. */
  async function pause(scan: Scan) {
    await attempt(() => client.jobs.cancel({ jobId: scan.jobId }))
  }

  async function remove(scan: Scan) {
    const known = jobs.get(scan.jobId)
    if (known && !isTerminal(known.state)) {
      await pause(scan)
      for await (const job of await client.jobs.watch({ jobId: scan.jobId })) jobs.set(scan.jobId, job)
    }
    await attempt(() => client.scans.remove({ scanId: scan.scanId }))
    if (selectedId.value === scan.scanId) selectedId.value = undefined
    await load()
  }

  const download = (scanId: string, style: ReportStyle): Promise<File | undefined> =>
    attempt(() => client.scans.export({ scanId, style }))
  const compare = (before: string, after: string): Promise<Comparison | undefined> =>
    attempt(() => client.scans.compare({ before, after }))

  return { scans, selectedId, selected, failure, jobOf, load, start, resume, pause, remove, download, compare }
})
