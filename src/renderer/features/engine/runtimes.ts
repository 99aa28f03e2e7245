import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import { isTerminal, type Job } from '#shared/job.ts'
import type { RuntimeRequest, RuntimeState } from '#shared/runtime.ts'
import { useAttempt, useConnection } from '#renderer/base/connection/index.ts'
import { useJobs } from '#renderer/base/jobs/index.ts'
import { useEnginesStore } from './engines.ts'

/** Libraries of engines that do not come with the program: what is installed, and how far an installation is. */
export const useRuntimesStore = defineStore('runtimes', () => {
  const { client } = useConnection()
  const engines = useEnginesStore()
  /** Undefined until it is known: every file is checked, which takes seconds. */
  const states = shallowRef<RuntimeState[]>()
  const { jobs, follow } = useJobs()
  const { failure, attempt } = useAttempt()
  const jobId = ref<string>()
  const removing = ref(false)
  const running = computed(() => {
    const job = jobId.value === undefined ? undefined : jobs.get(jobId.value)
    return job && !isTerminal(job.state) ? job : undefined
  })
  /** What an installation that failed was asked for. */
  let asked: RuntimeRequest | undefined

  /** Also finds an installation again that is under way. */
  const load = () =>
    attempt(async () => {
      const found = (await client.jobs.list()).find(({ kind, state }) => kind === 'runtime' && !isTerminal(state))
      if (found) void keepUp(found)
      states.value = await client.runtimes.list()
    })

  /** Keeps up with an installation; one whose connection is lost goes on and is found again with it. */
  function keepUp(begun: Job) {
    jobId.value = begun.jobId
    jobs.set(begun.jobId, begun)
    return follow(begun.jobId, {
      async ended({ problem }) {
        await load()
        if (problem) failure.value = { kind: 'problem', problem }
        else {
          asked = undefined
          await engines.load()
        }
      },
    })
  }

  const install = (request: RuntimeRequest) =>
    attempt(async () => {
      asked = request
      void keepUp(await client.runtimes.install(request))
    })

  /** An installation that failed continues where it was interrupted. */
  const retry = () => (asked ? install(asked) : load())

  const stop = () =>
    attempt(async () => {
      if (running.value) await client.jobs.cancel({ jobId: running.value.jobId })
    })

  async function remove(name: RuntimeState['name']) {
    removing.value = true
    await attempt(async () => {
      await client.runtimes.remove({ name })
      states.value = await client.runtimes.list()
      await engines.load()
    })
    removing.value = false
  }

  return { states, running, failure, removing, load, install, retry, stop, remove }
})
