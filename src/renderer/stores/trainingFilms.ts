import { defineStore } from 'pinia'
import { ref, shallowRef } from 'vue'
import type { Inspection } from '#shared/dataset.ts'
import type { JobProgress } from '#shared/job.ts'
import { toFailure, type Failure } from '#renderer/connection/failure.ts'
import { useConnection } from '#renderer/connection/session.ts'

/** The labelled films that are to be trained on, and what is known of them. */
export const useTrainingFilmsStore = defineStore('trainingFilms', () => {
  const { client } = useConnection()
  const folder = ref('')
  const progress = shallowRef<JobProgress>()
  const inspection = shallowRef<Inspection>()
  const sheet = shallowRef<Blob>()
  const failure = shallowRef<Failure>()
  let stopping: AbortController | undefined

  /** Looks at the folder's films. Another call ends the one before. */
  async function inspect() {
    stopping?.abort()
    const mine = new AbortController()
    stopping = mine
    failure.value = undefined
    progress.value = { stage: 'inspect', done: 0, total: 0, numbers: {} }
    try {
      const request = { folder: folder.value, sheet: true }
      for await (const event of await client.training.inspect(request, { signal: mine.signal })) {
        if (stopping !== mine) return
        if (event.type === 'progress') progress.value = event.progress
        else {
          inspection.value = event.inspection
          sheet.value = event.sheet
        }
      }
    } catch (thrown) {
      if (!mine.signal.aborted) failure.value = toFailure(thrown)
    } finally {
      if (stopping === mine) progress.value = undefined
    }
  }

  /** Begins anew with another folder. */
  async function choose(path: string) {
    folder.value = path
    inspection.value = undefined
    sheet.value = undefined
    await inspect()
  }

  function stop() {
    stopping?.abort()
    progress.value = undefined
  }

  return { folder, progress, inspection, sheet, failure, choose, inspect, stop }
})
