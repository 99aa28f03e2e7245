import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import { isTerminal, type Job } from '#shared/job.ts'
import type { RuntimeRequest, RuntimeState } from '#shared/runtime.ts'
import { toFailure, type Failure } from '#renderer/base/connection/failure.ts'
import { useConnection } from '#renderer/base/connection/session.ts'
import { useEnginesStore } from './engines.ts'

/** Libraries of engines that do not come with the program: what is installed, and how far an installation is. */
export const useRuntimesStore = defineStore('runtimes', () => {
  const { client } = useConnection()
  const engines = useEnginesStore()
  /** Undefined until it is known: every file is checked, which takes seconds. */
  const states = shallowRef<RuntimeState[]>()
  const job = shallowRef<Job>()
  const failure = shallowRef<Failure>()
  const removing = ref(false)
  const running = computed(() => (job.value && !isTerminal(job.value.state) ? job.value : undefined))
  let followed: string | undefined
  /** What an installation that failed was asked for. */
  let asked: RuntimeRequest | undefined

  async function attempt(call: () => Promise<void>) {
    failure.value = undefined
    try {
      await call()
    } catch (thrown) {
      failure.value = toFailure(thrown)
    }
  }

  /** Also finds an installation again that is under way. */
  const load = () =>
    attempt(async () => {
      const found = (await client.jobs.list()).find(({ kind, state }) => kind === 'runtime' && !isTerminal(state))
      if (found) void follow(found)
      states.value = await client.runtimes.list()
    })

  async function follow(begun: Job) {
    if (followed === begun.jobId) return
    followed = begun.jobId
    job.value = begun
    try {
      for await (const now of await client.jobs.watch({ jobId: begun.jobId })) job.value = now
    } catch {
      // The connection is lost; the installation goes on and is found again with it.
      return
    } finally {
      followed = undefined
    }
    await load()
    const { problem } = job.value
    if (problem) failure.value = { kind: 'problem', problem }
    else {
      asked = undefined
      await engines.load()
    }
  }

  const install = (request: RuntimeRequest) =>
    attempt(async () => {
      asked = request
      void follow(await client.runtimes.install(request))
    })

  /** An installation that failed goes on where it was broken off. */
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
