import { defineStore } from 'pinia'
import { ref, shallowReactive, shallowRef, toRaw, watch } from 'vue'
import type { Mark, Opinion } from '#shared/library.ts'
import type { Verdict } from '#shared/reading.ts'
import { toFailure, useAppStore, useConnection, type Failure } from '#renderer/base/connection/index.ts'
import { useReadingsStore, type ReadingState } from './readings.ts'

/** A reading in short: this session's, else what the library knows. */
export type ShortReading = { verdict: Verdict; probability: number }

/** What is known of films before they are read again: last verdicts, and what people said of them. */
export const useMarksStore = defineStore('marks', () => {
  const connection = useConnection()
  const app = useAppStore()
  const readings = useReadingsStore()
  const marks = shallowReactive(new Map<string, readonly Mark[]>())
  const failure = shallowRef<Failure>()
  /** Goes up with every change. */
  const changes = ref(0)

  function set(filmId: string, known: readonly Mark[]) {
    marks.set(filmId, known)
    changes.value++
  }

  /** Undefined where another model was activated since it was asked for: its own are loaded then. */
  async function fetch(of: { filmId?: string }): Promise<readonly Mark[] | undefined> {
    const modelId = app.about?.activeModel.id
    const found = await connection.client.library.marks(of)
    return modelId === undefined || modelId === app.about?.activeModel.id ? found : undefined
  }

  /** Of all open films that were ever looked at; without an answer the list does without. */
  async function load() {
    const found = await fetch({})
    if (!found) return
    const byFilm = Map.groupBy(found, ({ filmId }) => filmId)
    marks.clear()
    for (const [filmId, known] of byFilm) marks.set(filmId, known)
    changes.value++
  }

  async function loadOf(filmId: string) {
    const known = await fetch({ filmId })
    if (known) set(filmId, known)
  }

  /** Adds what was read of films that nobody looks at. */
  function note(read: readonly Mark[]) {
    for (const mark of read) {
      const others = (toRaw(marks).get(mark.filmId) ?? []).filter(({ frame }) => frame !== mark.frame)
      marks.set(mark.filmId, [...others, mark])
    }
    changes.value++
  }

  function markOf(filmId: string, frame: number): Mark | undefined {
    return marks.get(filmId)?.find((mark) => mark.frame === frame)
  }

  /** As it may be shown. */
  function readingOf(filmId: string, frame: number): ShortReading | undefined {
    if (readings.isHidden(filmId, frame)) return undefined
    return short(readings.stateOf(filmId, frame), markOf(filmId, frame))
  }

  /**
   * The same for one who asks for thousands of films: as a whole they depend on one number that goes up with every
   * change, and not on each film. `all`: also those that must not be shown yet.
   */
  function readingsOfMany(all = false): typeof readingOf {
    void changes.value
    const [known, stateOf] = [toRaw(marks), readings.statesOfMany()]
    return (filmId, frame) => {
      if (!all && readings.isHidden(filmId, frame)) return undefined
      return short(
        stateOf(filmId, frame),
        known.get(filmId)?.find((mark) => mark.frame === frame),
      )
    }
  }

  /**
   * Says what somebody thinks of a reading; saying it again takes it back. Shown at once, and taken back where it could
   * not be kept.
   */
  async function review(filmId: string, frame: number, said: Opinion) {
    const before = marks.get(filmId) ?? []
    const mark = markOf(filmId, frame)
    const opinion = mark?.opinion === said ? undefined : said
    const { opinion: _, ...rest } = mark ?? { filmId, frame }
    set(filmId, [...before.filter((one) => one !== mark), { ...rest, ...(opinion ? { opinion } : {}) }])
    failure.value = undefined
    try {
      await connection.client.library.review({ filmId, frame, ...(opinion ? { opinion } : {}) })
    } catch (thrown) {
      set(filmId, before)
      failure.value = toFailure(thrown)
    }
  }

  function forget(filmIds: ReadonlySet<string>) {
    for (const filmId of filmIds) if (marks.delete(filmId)) changes.value++
  }

  // Another model has its own readings, which may be known from when it was active before.
  watch(
    () => app.about?.activeModel.id,
    (now, before) => {
      if (before !== undefined && now !== before) load().catch(() => undefined)
    },
  )

  return {
    failure,
    load,
    loadOf,
    note,
    readingOf,
    readingsOfMany,
    opinionOf: (filmId: string, frame: number) => markOf(filmId, frame)?.opinion,
    review,
    forget,
  }
})

function short(state: ReadingState, mark: Mark | undefined): ShortReading | undefined {
  if (state.kind === 'done') return state.reading
  const { verdict, probability } = mark ?? {}
  return verdict !== undefined && probability !== undefined ? { verdict, probability } : undefined
}
