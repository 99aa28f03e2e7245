import { defineStore } from 'pinia'
import { reactive, ref, shallowRef } from 'vue'
import type { ComparisonEvent } from '#shared/evaluation.ts'
import type { DamagedModel, ModelVersion, ModelVersions } from '#shared/model.ts'
import { toFailure, type Failure } from '#renderer/connection/failure.ts'
import { handOver } from '#renderer/connection/handOver.ts'
import { useConnection } from '#renderer/connection/session.ts'
import { useAppStore } from './app.ts'

type Progress = Extract<ComparisonEvent, { type: 'progress' }>
type Compared = Extract<ComparisonEvent, { type: 'compared' }>

/** What is asked of two models. */
export type ComparisonForm = { a: string; b: string; folder: string; unseen: boolean }

/** The versions of the model that are here, what is done with them, and the comparison of two of them. */
export const useModelsStore = defineStore('models', () => {
  const connection = useConnection()
  const app = useAppStore()
  const { client } = connection
  const versions = shallowRef<ModelVersion[]>([])
  const damaged = shallowRef<DamagedModel[]>([])
  const previous = shallowRef<ModelVersions['previous']>()
  const loaded = ref(false)
  /** What is being done just now. */
  const busy = ref<'import' | 'download' | 'other'>()
  const failure = shallowRef<Failure>()
  /** Does again what failed. */
  let retry: () => Promise<unknown> = load

  /** Runs a call, one at a time, and keeps why it failed; undefined then. */
  async function attempt<T>(what: NonNullable<typeof busy.value>, call: () => Promise<T>): Promise<T | undefined> {
    if (busy.value) return undefined
    busy.value = what
    failure.value = undefined
    try {
      return await call()
    } catch (thrown) {
      failure.value = toFailure(thrown)
      retry = () => attempt(what, call)
      return undefined
    } finally {
      busy.value = undefined
    }
  }

  async function load() {
    failure.value = undefined
    try {
      const found = await client.models.versions()
      versions.value = found.models
      damaged.value = found.damaged
      previous.value = found.previous
      loaded.value = true
    } catch (thrown) {
      failure.value = toFailure(thrown)
      retry = load
    }
  }

  /** The same, and then all that shows models is brought up to date. */
  async function change<T>(what: NonNullable<typeof busy.value>, call: () => Promise<T>): Promise<T | undefined> {
    const done = await attempt(what, call)
    if (done !== undefined) await Promise.all([load(), app.load()])
    else retry = () => change(what, call)
    return done
  }

  const activate = (modelId: string) => change('other', () => client.models.activate({ modelId }))
  const rollBack = () => change('other', () => client.models.rollback())
  const remove = (modelId: string) => change('other', () => client.models.delete({ modelId, evenIfActive: true }))
  const importFrom = (file: string | File) =>
    change('import', async () =>
      client.models.import({ file: typeof file === 'string' ? file : { uploadId: await handOver(client, file) } }),
    )
  const download = (modelId: string, format: 'archive' | 'onnx') =>
    attempt('download', () => client.models.download({ modelId, format }))
  const exportTo = (modelId: string, file: string) => attempt('download', () => client.models.export({ modelId, file }))

  const form = reactive<ComparisonForm>({ a: '', b: '', folder: '', unseen: true })
  const progress = shallowRef<Progress>()
  const compared = shallowRef<Compared>()
  const comparisonFailure = shallowRef<Failure>()
  const comparing = shallowRef<AbortController>()

  async function compare() {
    if (comparing.value) return
    const abort = new AbortController()
    comparing.value = abort
    progress.value = undefined
    compared.value = undefined
    comparisonFailure.value = undefined
    try {
      for await (const event of await client.models.compare(
        { ...form, folder: form.folder.trim() },
        { signal: abort.signal },
      )) {
        if (event.type === 'progress') progress.value = event
        else compared.value = event
      }
    } catch (thrown) {
      if (!abort.signal.aborted) comparisonFailure.value = toFailure(thrown)
    } finally {
      comparing.value = undefined
    }
  }

  return {
    versions,
    damaged,
    previous,
    loaded,
    busy,
    failure,
    retry: () => retry(),
    load,
    activate,
    rollBack,
    remove,
    importFrom,
    download,
    exportTo,
    form,
    progress,
    compared,
    comparisonFailure,
    comparing,
    compare,
    stopComparing: () => comparing.value?.abort(),
  }
})
