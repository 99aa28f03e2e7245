import { defineStore } from 'pinia'
import { shallowReactive, shallowRef } from 'vue'
import type { Mark, Opinion } from '#shared/library.ts'
import type { Verdict } from '#shared/reading.ts'
import { toFailure, useConnection, type Failure } from '#renderer/base/connection/index.ts'
import { useReadingsStore } from './readings.ts'

/** A reading in short: this session's, else what the library knows. */
export type ShortReading = { verdict: Verdict; probability: number }

/** What is known of films before they are read again: last verdicts, and what people said of them. */
export const useMarksStore = defineStore('marks', () => {
  const connection = useConnection()
  const readings = useReadingsStore()
  const marks = shallowReactive(new Map<string, readonly Mark[]>())
  const failure = shallowRef<Failure>()

  /** Of all open films that were ever looked at; without an answer the list does without. */
  async function load() {
    const byFilm = Map.groupBy(await connection.client.library.marks({}), ({ filmId }) => filmId)
    for (const [filmId, known] of byFilm) marks.set(filmId, known)
  }

  async function loadOf(filmId: string) {
    marks.set(filmId, await connection.client.library.marks({ filmId }))
  }

  function markOf(filmId: string, frame: number): Mark | undefined {
    return marks.get(filmId)?.find((mark) => mark.frame === frame)
  }

  function readingOf(filmId: string, frame: number): ShortReading | undefined {
    const state = readings.stateOf(filmId, frame)
    if (state.kind === 'done') return state.reading
    const { verdict, probability } = markOf(filmId, frame) ?? {}
    return verdict !== undefined && probability !== undefined ? { verdict, probability } : undefined
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
    marks.set(filmId, [...before.filter((one) => one !== mark), { ...rest, ...(opinion ? { opinion } : {}) }])
    failure.value = undefined
    try {
      await connection.client.library.review({ filmId, frame, ...(opinion ? { opinion } : {}) })
    } catch (thrown) {
      marks.set(filmId, before)
      failure.value = toFailure(thrown)
    }
  }

  return {
    failure,
    load,
    loadOf,
    readingOf,
    opinionOf: (filmId: string, frame: number) => markOf(filmId, frame)?.opinion,
    review,
    forget: (filmId: string) => void marks.delete(filmId),
  }
})
