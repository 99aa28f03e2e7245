import { defineStore } from 'pinia'
import { computed, reactive, ref, shallowRef, watch } from 'vue'
import { z } from 'zod'
import type { Reviewed } from '#shared/contract/index.ts'
import type { Inspection } from '#shared/dataset.ts'
import type { JobProgress } from '#shared/job.ts'
import { toFailure, useConnection, type Failure } from '#renderer/base/connection/index.ts'
import { useLibraryStore } from '#renderer/features/library/index.ts'

const key = 'fractureguard.training.folders'
const mostRecent = 6

const noChoices = { groupPattern: '', allowLeak: false, newSplit: false, addReviewed: false }
/** What holds for the same films under other labels; that a leak is accepted is asked again. */
export type KeptChoices = {
  [Name in 'groupPattern' | 'newSplit' | 'addReviewed']?: (typeof noChoices)[Name] | undefined
}

type Chosen = { reviews?: boolean | undefined; leftOut?: readonly string[] | undefined; kept?: KeptChoices }

function storedFolders(): string[] {
  try {
    return z.array(z.string()).parse(JSON.parse(localStorage.getItem(key) ?? '[]'))
  } catch {
    return []
  }
}

/** The labelled films that are to be trained on: what is known of them and what was chosen of them. */
export const useTrainingFilmsStore = defineStore('trainingFilms', () => {
  const { client } = useConnection()
  const library = useLibraryStore()
  const folder = ref('')
  const recent = ref(storedFolders())
  const progress = shallowRef<JobProgress>()
  const inspection = shallowRef<Inspection>()
  const sheet = shallowRef<Blob>()
  const failure = shallowRef<Failure>()
  /** Films of the reading room that could be added. */
  const reviewed = shallowRef<Reviewed>({ fractured: 0, marked: 0, unfractured: 0 })
  /** Labels and marks are what was said of the films in the reading room. */
  const byReviews = ref(false)
  const leaveOut = reactive(new Set<string>())
  const choices = reactive({ ...noChoices })
  /** What the inspection was made with. */
  const seen = ref('')
  let stopping: AbortController | undefined

  const asked = computed(() => JSON.stringify([[...leaveOut].sort(), choices.groupPattern, choices.newSplit]))
  /** True when something was chosen since the films were looked at. */
  const changed = computed(() => inspection.value !== undefined && asked.value !== seen.value)

  /** What a training is told of these films. */
  const settings = computed(() => ({
    ...(byReviews.value ? { reviewed: true } : {}),
    ...(leaveOut.size > 0 ? { leaveOut: [...leaveOut].sort() } : {}),
    ...(choices.groupPattern ? { groupPattern: choices.groupPattern } : {}),
    ...(choices.allowLeak ? { allowLeak: true } : {}),
    ...(choices.newSplit ? { newSplit: true } : {}),
  }))

  /** The same film in two classes, of which no more than one class is left in: a training would refuse it. */
  const contradictions = computed(() =>
    (inspection.value?.contradictions ?? []).filter(({ kind, files, labels }) => {
      if (kind !== 'exact') return false
      return new Set(labels.filter((_, i) => !leaveOut.has(files[i]!))).size > 1
    }),
  )
  const leaks = computed(() => inspection.value?.split.leak === true && !choices.allowLeak && !choices.newSplit)

  /** Looks at the folder's films. Another call ends the one before. */
  async function inspect() {
    stopping?.abort()
    const mine = new AbortController()
    stopping = mine
    failure.value = undefined
    progress.value = { stage: 'inspect', done: 0, total: 0, numbers: {} }
    const now = asked.value
    try {
      const { allowLeak: _, ...request } = settings.value
      for await (const event of await client.training.inspect(
        { folder: folder.value, sheet: true, ...request },
        { signal: mine.signal },
      )) {
        if (stopping !== mine) return
        if (event.type === 'progress') progress.value = event.progress
        else {
          inspection.value = event.inspection
          const picture =
            event.sheetId === undefined
              ? undefined
              : (await client.training.picture({ pictureId: event.sheetId })).picture
          if (stopping !== mine) return
          sheet.value = picture
          seen.value = now
          if (!byReviews.value) remember(folder.value)
        }
      }
      await countReviewed()
    } catch (thrown) {
      if (!mine.signal.aborted) failure.value = toFailure(thrown)
    } finally {
      if (stopping === mine) progress.value = undefined
    }
  }

  /** What was reviewed; as before where that cannot be asked just now. */
  async function countReviewed() {
    reviewed.value = await client.training.reviewed().catch(() => reviewed.value)
  }

  function remember(path: string) {
    recent.value = [path, ...recent.value.filter((one) => one !== path)].slice(0, mostRecent)
  }
  watch(recent, (folders) => {
    if (library.isPrivate) return
    try {
      localStorage.setItem(key, JSON.stringify(folders))
    } catch {
      // They last as long as the page, then.
    }
  })

  /**
   * Starts again with another folder, or with its films that were reviewed; `kept` is what was chosen before and holds for
   * these films too.
   */
  async function choose(path: string, { reviews = false, leftOut = [], kept = {} }: Chosen = {}) {
    folder.value = path
    byReviews.value = reviews
    inspection.value = undefined
    sheet.value = undefined
    leaveOut.clear()
    setLeftOut(leftOut, true)
    const { groupPattern = '', newSplit = false, addReviewed = false } = kept
    Object.assign(choices, { ...noChoices, groupPattern, newSplit, addReviewed })
    await inspect()
  }

  function stop() {
    stopping?.abort()
    progress.value = undefined
  }

  function setLeftOut(files: readonly string[], out: boolean) {
    for (const file of files) {
      if (out) leaveOut.add(file)
      else leaveOut.delete(file)
    }
  }

  return {
    folder,
    recent,
    progress,
    inspection,
    sheet,
    failure,
    reviewed,
    byReviews,
    leaveOut,
    choices,
    changed,
    settings,
    contradictions,
    leaks,
    choose,
    inspect,
    countReviewed,
    stop,
    setLeftOut,
  }
})
