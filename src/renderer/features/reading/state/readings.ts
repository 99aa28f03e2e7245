import { defineStore } from 'pinia'
import { ref, shallowReactive, shallowRef, toRaw, watch } from 'vue'
import type { Reading } from '#shared/reading.ts'
import { toFailure, useAppStore, useConnection, type Failure } from '#renderer/base/connection/index.ts'
import { filmOfKey } from '#renderer/features/films/index.ts'

export type ReadingState =
  | { kind: 'idle' }
  | { kind: 'reading'; since: number }
  | { kind: 'done'; reading: Reading }
  | { kind: 'failed'; failure: Failure }
  /** There is one, which must not be seen yet. */
  | { kind: 'hidden' }

const idle: ReadingState = { kind: 'idle' }
const hidden: ReadingState = { kind: 'hidden' }

type OfFrame<T> = (filmId: string, frame: number) => T

/** One reading a film and frame, and how far it is. */
export const useReadingsStore = defineStore('readings', () => {
  const connection = useConnection()
  const app = useAppStore()
  const states = shallowReactive(new Map<string, ReadingState>())

  /** Says of which frames nobody may see yet what the model says. */
  const veil = shallowRef<OfFrame<boolean>>()

  const keyOf = (filmId: string, frame: number) => `${filmId} ${frame}`

  /** Goes up with every change. */
  const changes = ref(0)

  function set(key: string, state: ReadingState) {
    states.set(key, state)
    changes.value++
  }

  const knownOf = (filmId: string, frame: number): ReadingState => states.get(keyOf(filmId, frame)) ?? idle
  const isHidden = (filmId: string, frame: number): boolean => veil.value?.(filmId, frame) ?? false

  /** As it may be shown. */
  function stateOf(filmId: string, frame: number): ReadingState {
    const state = knownOf(filmId, frame)
    return state.kind === 'done' && isHidden(filmId, frame) ? hidden : state
  }

  /** What is known, shown or not, for one who asks for thousands of films; see `readingsOfMany`. */
  function statesOfMany(): OfFrame<ReadingState> {
    void changes.value
    const raw = toRaw(states)
    return (filmId, frame) => raw.get(keyOf(filmId, frame)) ?? idle
  }

  /** Reads one frame again, whatever is known of it. Does nothing while it is being read. */
  async function read(filmId: string, frame: number) {
    const key = keyOf(filmId, frame)
    if (states.get(key)?.kind === 'reading') return
    const mine: ReadingState = { kind: 'reading', since: Date.now() }
    set(key, mine)
    const outcome = await connection.client.readings.read({ filmId, frame }).then(
      (reading): ReadingState => ({ kind: 'done', reading }),
      (thrown: unknown): ReadingState => ({ kind: 'failed', failure: toFailure(thrown) }),
    )
    // The film may have been closed meanwhile; then nobody waits for this.
    if (states.get(key) === mine) set(key, outcome)
    // The program has chosen another engine since it was asked, or one has failed.
    if (outcome.kind === 'done' && app.about && app.about.engine !== outcome.reading.engine) await app.load()
  }

  /** Reads one frame unless it has been read, is being read, or failed for a reason that will not pass by itself. */
  async function ensure(filmId: string, frame: number) {
    const state = knownOf(filmId, frame)
    if (state.kind === 'idle' || (state.kind === 'failed' && state.failure.kind === 'connection'))
      await read(filmId, frame)
  }

  /** A frame that was to be read while nobody looked at it, and could not be. */
  function fail(filmId: string, frame: number, failure: Failure) {
    if (knownOf(filmId, frame).kind === 'idle') set(keyOf(filmId, frame), { kind: 'failed', failure })
  }

  /** Looks at what is known once, however many films go. */
  function forget(filmIds: ReadonlySet<string>) {
    for (const key of states.keys()) if (filmIds.has(filmOfKey(key))) states.delete(key)
    changes.value++
  }

  // Another model reads from now on: what is looked at next is read by it.
  watch(
    () => app.about?.activeModel.id,
    (now, before) => {
      if (before === undefined || now === before) return
      states.clear()
      changes.value++
    },
  )

  return {
    stateOf,
    statesOfMany,
    isHidden,
    /** Whether there is a reading, shown or not. */
    isRead: (filmId: string, frame: number) => knownOf(filmId, frame).kind === 'done',
    hideWhile: (hides: OfFrame<boolean> | undefined) => void (veil.value = hides),
    read,
    ensure,
    fail,
    forget,
  }
})
