import { defineStore } from 'pinia'
import { shallowReactive, watch } from 'vue'
import type { Reading } from '#shared/reading.ts'
import { toFailure, useAppStore, useConnection, type Failure } from '#renderer/base/connection/index.ts'

export type ReadingState =
  | { kind: 'idle' }
  | { kind: 'reading'; since: number }
  | { kind: 'done'; reading: Reading }
  | { kind: 'failed'; failure: Failure }

const idle: ReadingState = { kind: 'idle' }

/** One reading a film and frame, and how far it is. */
export const useReadingsStore = defineStore('readings', () => {
  const connection = useConnection()
  const app = useAppStore()
  const states = shallowReactive(new Map<string, ReadingState>())

  const keyOf = (filmId: string, frame: number) => `${filmId} ${frame}`

  function stateOf(filmId: string, frame: number): ReadingState {
    return states.get(keyOf(filmId, frame)) ?? idle
  }

  /** Reads one frame anew, whatever is known of it. Does nothing while it is being read. */
  async function read(filmId: string, frame: number) {
    const key = keyOf(filmId, frame)
    if (states.get(key)?.kind === 'reading') return
    const mine: ReadingState = { kind: 'reading', since: Date.now() }
    states.set(key, mine)
    const outcome = await connection.client.readings.read({ filmId, frame }).then(
      (reading): ReadingState => ({ kind: 'done', reading }),
      (thrown: unknown): ReadingState => ({ kind: 'failed', failure: toFailure(thrown) }),
    )
    // The film may have been closed meanwhile; then nobody waits for this.
    if (states.get(key) === mine) states.set(key, outcome)
    // The program has chosen another engine since it was asked, or one has failed.
    if (outcome.kind === 'done' && app.about && app.about.engine !== outcome.reading.engine) await app.load()
  }

  /** Reads one frame unless it has been read, is being read, or failed for a reason that will not pass by itself. */
  async function ensure(filmId: string, frame: number) {
    const state = stateOf(filmId, frame)
    if (state.kind === 'idle' || (state.kind === 'failed' && state.failure.kind === 'connection'))
      await read(filmId, frame)
  }

  function forget(filmId: string) {
    for (const key of states.keys()) if (key.startsWith(`${filmId} `)) states.delete(key)
  }

  // Another model reads from now on: what is looked at next is read by it.
  watch(
    () => app.about?.activeModel.id,
    (now, before) => {
      if (before !== undefined && now !== before) states.clear()
    },
  )

  return { stateOf, read, ensure, forget }
})
