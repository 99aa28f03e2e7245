import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import { isTerminal, type Job } from '#shared/job.ts'
import type { Comparison, ReportStyle, Scan, ScanOptions } from '#shared/scan.ts'
import { useAttempt, useConnection } from '#renderer/base/connection/index.ts'
import { useJobs } from '#renderer/base/jobs/index.ts'

/** The scans of now and earlier, which of them is looked at, and how far those are that run. */
export const useScansStore = defineStore('scans', () => {
  const { client } = useConnection()
  const scans = shallowRef<Scan[]>([])
  const selectedId = ref<string>()
  const { jobs, follow } = useJobs()
  const { failure, attempt } = useAttempt()

  const selected = computed(() => scans.value.find(({ scanId }) => scanId === selectedId.value))
  const jobOf = (scan: Scan): Job | undefined => jobs.get(scan.jobId)

  async function load() {
    await attempt(async () => {
      scans.value = await client.scans.list()
      for (const scan of scans.value) if (scan.state === 'running') void keepUp(scan.jobId)
    })
  }

  /** Keeps up with a scan until it has ended, and then with what came of it. */
  function keepUp(jobId: string) {
    return follow(jobId, {
      async ended({ problem }) {
        await load()
        if (problem) failure.value = { kind: 'problem', problem }
      },
    })
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
      await keepUp(scan.jobId)
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
