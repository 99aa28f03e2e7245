import { defineStore } from 'pinia'
import { computed, ref, shallowRef, watch } from 'vue'
import type { Mark } from '#shared/library.ts'
import type { ProblemCode } from '#shared/problems/codes.ts'
import { toFailure, useAppStore, useConnection, type Failure } from '#renderer/base/connection/index.ts'
import { useFilmsStore } from '#renderer/features/films/index.ts'
import { useOpeningStore } from '#renderer/features/opening/index.ts'
import { useMarksStore, useReadingsStore } from '#renderer/features/reading/index.ts'
import { useSettingsStore } from '#renderer/features/settings/index.ts'
import { useViewportStore } from '#renderer/features/viewport/index.ts'

type Place = { filmId: string; frame: number }

/** A long list is drawn and sorted again at most so often, however fast films are read. */
const showEveryMs = 1000
/** Short enough to be drawn again with every film. */
const shortList = 500
/** How long to wait before asking again while the program works at something else. */
const askAgainMs = 5000
/** What is wrong with the model or the engine would be so for every other film as well. */
const notOfFilm: readonly ProblemCode[] = ['model-not-found', 'model-invalid', 'engine-unavailable', 'engine-failed']

/**
 * Reads the films of the worklist one after another by the active model: those in sight first, and none while a film is
 * being opened or read that somebody looks at. What was read is kept by the program, so it goes on after a restart.
 */
export const useListReaderStore = defineStore('listReader', () => {
  const { client } = useConnection()
  const app = useAppStore()
  const films = useFilmsStore()
  const marks = useMarksStore()
  const opening = useOpeningStore()
  const readings = useReadingsStore()
  const settings = useSettingsStore()
  const viewport = useViewportStore()

  /** A training or a scan has the machine. */
  const waits = ref(false)
  /** Why no film can be read; until somebody tries again. */
  const failure = shallowRef<Failure>()
  let inSight: readonly string[] = []
  let running = false
  let timer: ReturnType<typeof setTimeout> | undefined
  /** Read, or tried, and not shown yet. */
  let fresh = new Map<string, Mark | (Place & { failure: Failure })>()
  let shownAt = 0
  /** All films of this list before this place are read. */
  let done = { list: films.films, upTo: 0 }

  function unreadOnes() {
    const [readingOf, stateOf] = [marks.readingsOfMany(true), readings.statesOfMany()]
    return (filmId: string): Place | undefined => {
      const frame = viewport.frameOf(filmId)
      if (readingOf(filmId, frame) || stateOf(filmId, frame).kind !== 'idle') return undefined
      return { filmId, frame }
    }
  }

  const unread = computed(() => {
    const unreadOf = unreadOnes()
    return films.films.reduce((count, { filmId }) => count + Number(unreadOf(filmId) !== undefined), 0)
  })

  /** A film that somebody looks at, or waits for, has the machine for itself. */
  const looking = computed(() => {
    const { selectedId } = films
    if (opening.progress) return true
    if (!viewport.adapter || !selectedId) return false
    if (viewport.settledId === undefined) return true
    const { kind } = readings.stateOf(selectedId, viewport.frame)
    return kind === 'reading' || (kind === 'idle' && settings.readOnOpening)
  })
  const free = computed(
    () => app.state.kind === 'connected' && settings.readWorklist && !failure.value && !looking.value && !waits.value,
  )

  function next(): Place | undefined {
    const unreadOf = unreadOnes()
    const isLeft = (place: Place | undefined) => place && fresh.get(place.filmId)?.frame !== place.frame
    for (const filmId of inSight) {
      const place = films.has(filmId) ? unreadOf(filmId) : undefined
      if (isLeft(place)) return place
    }
    if (done.list !== films.films) done = { list: films.films, upTo: 0 }
    for (; done.upTo < done.list.length; done.upTo++) {
      const place = unreadOf(done.list[done.upTo]!.filmId)
      if (isLeft(place)) return place
    }
    return undefined
  }

  function show() {
    if (fresh.size > 0) marks.note([...fresh.values()].filter((one) => !('failure' in one)))
    for (const one of fresh.values()) if ('failure' in one) readings.fail(one.filmId, one.frame, one.failure)
    fresh = new Map()
    shownAt = performance.now()
  }

  function add(one: Mark | (Place & { failure: Failure })) {
    fresh.set(one.filmId, one)
    if (films.films.length <= shortList || performance.now() - shownAt > showEveryMs) show()
  }

  async function readOne(place: Place) {
    const modelId = app.about?.activeModel.id
    const isWanted = () => app.about?.activeModel.id === modelId && films.has(place.filmId)
    try {
      const { mark } = await client.readings.verdict(place)
      if (!mark) return later()
      if (isWanted()) add(mark)
    } catch (thrown) {
      const failed = toFailure(thrown)
      if (failed.kind === 'connection') later()
      else if (notOfFilm.includes(failed.problem.code)) failure.value = failed
      else if (isWanted()) add({ ...place, failure: failed })
    }
  }

  function later() {
    waits.value = true
    clearTimeout(timer)
    timer = setTimeout(() => (waits.value = false), askAgainMs)
  }

  async function run() {
    if (running) return
    running = true
    done.upTo = 0
    for (let place = next(); place && free.value; place = next()) await readOne(place)
    show()
    running = false
  }

  function retry() {
    failure.value = undefined
  }

  watch(
    [free, unread],
    ([isFree, left]) => {
      if (isFree && left > 0) void run()
    },
    { immediate: true },
  )
  watch(
    () => app.about?.activeModel.id,
    () => {
      fresh = new Map()
      retry()
    },
  )

  return {
    unread,
    waits,
    failure,
    retry,
    /** Tells which films of the list can be seen. */
    sees: (filmIds: readonly string[]) => void (inSight = filmIds),
  }
})
