import { defineStore } from 'pinia'
import { ref, shallowReactive, shallowRef } from 'vue'
import type { Note, NoteChange } from '#shared/note.ts'
import { toFailure, useConnection, type Failure } from '#renderer/base/connection/index.ts'
import { useReadingsStore } from '#renderer/features/reading/index.ts'

/** Marks the film on the screen as a key image, or no longer. */
export const keyImageKey = '*'

/** Writing is kept once nobody has typed for so long. */
const settleMs = 500

type Noted = Pick<Note, 'key' | 'text'>
const nothing: Noted = { key: false, text: '' }

/** Key images and notes of the frames of films. Kept by the program; what cannot be kept now stays for the next time. */
export const useNotesStore = defineStore('notes', () => {
  const connection = useConnection()
  const noted = shallowReactive(new Map<string, Noted>())
  /** Changed here, but not kept yet. */
  const unsaved = shallowReactive(new Map<string, NoteChange & { frame: number }>())
  /** The text that is kept of each frame, as far as this page knows. */
  const kept = new Map<string, string>()
  /** Why the last change of a film was not kept. */
  const failed = shallowRef<{ filmId: string; failure: Failure }>()
  /** Goes up with every change; who asks for thousands of films depends on this alone. */
  const changes = ref(0)
  let timer: ReturnType<typeof setTimeout> | undefined
  let queue: Promise<void> = Promise.resolve()

  const keyOf = (filmId: string, frame: number) => `${filmId} ${frame}`
  const known = (filmId: string, frame: number): Noted => noted.get(keyOf(filmId, frame)) ?? nothing
  /** A note may say what another reader has seen: a second reader is shown none until they have answered. */
  const { isHidden } = useReadingsStore()
  const of = (filmId: string, frame: number): Noted => (isHidden(filmId, frame) ? nothing : known(filmId, frame))

  function enter({ filmId, frame, key, text }: Note) {
    const place = keyOf(filmId, frame)
    const waiting = unsaved.get(place)
    // What is being typed began with what was kept before; the program tells of both once it is sent.
    if (waiting?.text === undefined) kept.set(place, text)
    noted.set(place, { key: waiting?.key ?? key, text: waiting?.text ?? text })
    changes.value++
  }

  const filmOfKey = (place: string) => place.slice(0, place.lastIndexOf(' '))
  const frameOfKey = (place: string) => Number(place.slice(place.lastIndexOf(' ') + 1))
  const placesOf = (filmId: string) => [...noted.keys()].filter((place) => filmOfKey(place) === filmId)

  /** Of all open films that were ever looked at. */
  async function load() {
    for (const note of await connection.client.library.notes({})) enter(note)
    await save()
  }

  async function loadOf(filmId: string) {
    const list = await connection.client.library.notes({ filmId })
    for (const place of placesOf(filmId)) if (!unsaved.has(place)) noted.delete(place)
    for (const note of list) enter(note)
    changes.value++
  }

  /** Another window has changed what is noted of a film. After all that is being kept here, which stays. */
  function refresh(filmId: string): Promise<void> {
    queue = queue.then(() => loadOf(filmId).catch(() => undefined))
    return queue
  }

  function change(filmId: string, frame: number, to: Partial<Noted>) {
    const place = keyOf(filmId, frame)
    noted.set(place, { ...known(filmId, frame), ...to })
    unsaved.set(place, { ...unsaved.get(place), filmId, frame, ...to })
    changes.value++
    clearTimeout(timer)
    timer = setTimeout(() => void save(), to.key === undefined ? settleMs : 0)
  }

  /** Keeps what is not kept yet, one change after another. */
  function save(): Promise<void> {
    clearTimeout(timer)
    queue = queue.then(async () => {
      for (const [place, waiting] of unsaved) await send(place, waiting)
    })
    return queue
  }

  async function send(place: string, waiting: NoteChange & { frame: number }) {
    try {
      const before = waiting.text === undefined ? {} : { before: kept.get(place) ?? '' }
      const now = await connection.client.library.saveNote({ ...waiting, ...before })
      if (!isMerged()) failed.value = undefined
      if (unsaved.get(place) === waiting) unsaved.delete(place)
      if (waiting.text !== undefined) kept.set(place, now.text)
      enter(now)
    } catch (thrown) {
      const failure = toFailure(thrown)
      failed.value = { filmId: waiting.filmId, failure }
      // Anything else stays as it was written, and is tried again with the next change or connection.
      if (isMerged()) await merge(place, waiting).catch(() => undefined)
    }
  }

  const isMerged = () => failed.value?.failure.problem.id === 'note-changed'

  /** Another window has changed the same text: both are in it from now on, and that it is so stays said for a while. */
  async function merge(place: string, { filmId, frame }: { filmId: string; frame: number }) {
    const list = await connection.client.library.notes({ filmId })
    const theirs = list.find((note) => note.frame === frame)?.text ?? ''
    kept.set(place, theirs)
    const mine = known(filmId, frame).text
    change(filmId, frame, { text: theirs === '' || mine.includes(theirs) ? mine : `${theirs}\n${mine}` })
  }

  function forget(filmIds: ReadonlySet<string>) {
    for (const map of [noted, unsaved, kept])
      for (const place of map.keys()) if (filmIds.has(filmOfKey(place))) map.delete(place)
    changes.value++
  }

  /** Films with a key image, or with a note, on any of their frames. */
  function filmsWith(what: 'key' | 'text'): Set<string> {
    void changes.value
    const shown = [...noted.keys()].filter((place) => of(filmOfKey(place), frameOfKey(place))[what])
    return new Set(shown.map(filmOfKey))
  }

  return {
    failureOf: (filmId: string) => (failed.value?.filmId === filmId ? failed.value.failure : undefined),
    unsaved,
    isHidden,
    of,
    filmsWith,
    load,
    loadOf,
    refresh,
    save,
    forget,
    setKey: (filmId: string, frame: number, key: boolean) => change(filmId, frame, { key }),
    setText: (filmId: string, frame: number, text: string) => {
      failed.value = undefined
      change(filmId, frame, { text })
    },
  }
})
