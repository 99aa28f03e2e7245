import { defineStore } from 'pinia'
import { reactive, ref, shallowRef } from 'vue'
import type { ExportAlong } from '#shared/contract/index.ts'
import type { ComparisonEvent } from '#shared/evaluation.ts'
import type { DamagedModel, ModelFormat, ModelVersion, ModelVersions } from '#shared/model.ts'
import {
  handOver,
  toFailure,
  useAppStore,
  useAttempt,
  useConnection,
  type Failure,
} from '#renderer/base/connection/index.ts'

type Progress = Extract<ComparisonEvent, { type: 'progress' }>
type Compared = Extract<ComparisonEvent, { type: 'compared' }>

/** A column of the data by which a report tells films apart. */
export type ReportColumn = { name: string; values: string[] }

/** What is asked of two models. */
export type ComparisonForm = { a: string; b: string; folder: string; unseen: boolean }

/** The versions of the model that are here, what is done with them, and the comparison of two of them. */
export const useModelsStore = defineStore('models', () => {
  const { client } = useConnection()
  const app = useAppStore()
  const versions = shallowRef<ModelVersion[]>([])
  const damaged = shallowRef<DamagedModel[]>([])
  const previous = shallowRef<ModelVersions['previous']>()
  const loaded = ref(false)
  /** What is being done just now. */
  const busy = ref<'import' | 'download' | 'other'>()
  const { failure, attempt } = useAttempt()
  /** Does again what failed. */
  let retry: () => Promise<unknown> = load

  /** Runs a call, one at a time. */
  async function alone<T>(what: NonNullable<typeof busy.value>, call: () => Promise<T>): Promise<T | undefined> {
    if (busy.value) return undefined
    busy.value = what
    const done = await attempt(call)
    busy.value = undefined
    if (failure.value) retry = () => alone(what, call)
    return done
  }

  async function load() {
    const found = await attempt(() => client.models.versions())
    if (failure.value) retry = load
    if (!found) return
    versions.value = found.models
    damaged.value = found.damaged
    previous.value = found.previous
    loaded.value = true
  }

  /** The same, and then all that shows models is brought up to date. */
  async function change<T>(what: NonNullable<typeof busy.value>, call: () => Promise<T>): Promise<T | undefined> {
    const done = await alone(what, call)
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
  const download = (modelId: string, format: ModelFormat, along?: ExportAlong) =>
    alone('download', () => client.models.download({ modelId, format, ...(along ? { along } : {}) }))
  const exportTo = (modelId: string, file: string, along?: ExportAlong) =>
    alone('download', () => client.models.export({ modelId, file, ...(along ? { along } : {}) }))

  /** Columns of a model's data that an export could name, each with its values there; none where it has no report. */
  async function columns({ id, hasReport }: ModelVersion): Promise<ReportColumn[]> {
    const report = hasReport ? await attempt(() => client.training.report({ modelId: id })) : undefined
    const names = [...new Set(report?.columns.map(({ column }) => column))]
    return names.map((name) => ({
      name,
      values: report!.columns.filter(({ column }) => column === name).map(({ value }) => value),
    }))
  }

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
    columns,
    form,
    progress,
    compared,
    comparisonFailure,
    comparing,
    compare,
    stopComparing: () => comparing.value?.abort(),
  }
})
