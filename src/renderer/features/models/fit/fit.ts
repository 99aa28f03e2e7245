import { defineStore } from 'pinia'
import { reactive, shallowRef } from 'vue'
import type { Reviewed } from '#shared/contract/index.ts'
import type { FitEvent } from '#shared/fit.ts'
import { toFailure, useConnection, type Failure } from '#renderer/base/connection/index.ts'
import { useModelsStore } from '../state/models.ts'

type Progress = Extract<FitEvent, { type: 'progress' }>
export type FitResult = Extract<FitEvent, { type: 'fitted' }>

/** Fitting a model to labelled films of this place, into a version of its own. */
export const useFitStore = defineStore('fit', () => {
  const { client } = useConnection()
  const models = useModelsStore()
  const form = reactive({ modelId: '', films: 'folder' as 'folder' | 'reviewed', folder: '', name: '' })
  const reviewed = shallowRef<Reviewed>({ fractured: 0, marked: 0, unfractured: 0 })
  const progress = shallowRef<Progress>()
  const result = shallowRef<FitResult>()
  const failure = shallowRef<Failure>()
  const running = shallowRef<AbortController>()

  async function countReviewed() {
    reviewed.value = await client.training.reviewed().catch(() => reviewed.value)
  }

  async function fit() {
    if (running.value) return
    const abort = new AbortController()
    running.value = abort
    progress.value = undefined
    result.value = undefined
    failure.value = undefined
    const { modelId, films, folder, name } = form
    const request = {
      modelId,
      ...(films === 'folder' ? { folder: folder.trim() } : { reviewed: true }),
      ...(name.trim() ? { name: name.trim() } : {}),
    }
    try {
      for await (const event of await client.models.fit(request, { signal: abort.signal })) {
        if (event.type === 'progress') progress.value = event
        else result.value = event
      }
    } catch (thrown) {
      if (!abort.signal.aborted) failure.value = toFailure(thrown)
    } finally {
      running.value = undefined
    }
    if (result.value) await models.load()
  }

  return {
    form,
    reviewed,
    progress,
    result,
    failure,
    running,
    countReviewed,
    fit,
    stop: () => running.value?.abort(),
  }
})
