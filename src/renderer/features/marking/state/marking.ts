import { defineStore } from 'pinia'
import { computed, shallowReactive, shallowRef, watch } from 'vue'
import type { Answer, Mark, MarkedFrame, ReadingSeen } from '#shared/mark.ts'
import { toFailure, useConnection, type Failure } from '#renderer/base/connection/index.ts'
import { useAnnotationsStore } from '#renderer/features/annotations/index.ts'
import { filmOfKey } from '#renderer/features/films/index.ts'
import { useMarksStore, useReadingsStore } from '#renderer/features/reading/index.ts'
import { useSettingsStore } from '#renderer/features/settings/index.ts'

/** The keys by which somebody says what they see. */
export const answerKeys: Record<Answer, string> = { fracture: 'y', none: 'x', unsure: 'u' }

type Said = Pick<MarkedFrame, 'answer' | 'marks'>
/** What another reader says. */
type OtherAnswer = Pick<MarkedFrame, 'reader' | 'answer'>
type Saving = Omit<MarkedFrame, 'earlier'> & { reading?: ReadingSeen }

/** What the reader sees on each frame of each film, and where. Kept by the program, step by step. */
export const useMarkingStore = defineStore('marking', () => {
  const connection = useConnection()
  const annotations = useAnnotationsStore()
  const readings = useReadingsStore()
  const settings = useSettingsStore()
  const verdicts = useMarksStore()
  const said = shallowReactive(new Map<string, Said>())
  /** What other readers say; given out by `othersOf` alone. */
  const others = shallowReactive(new Map<string, readonly OtherAnswer[]>())
  /** Frames of which this reader has seen what others say, answered or not. */
  const compared = shallowReactive(new Set<string>())
  /** Said, but not kept yet: what a lost connection has still to bring home. */
  const unsaved = shallowReactive(new Map<string, Saving>())
  const failure = shallowRef<Failure>()
  /** The film that was answered last by a key or a button. */
  const answered = shallowRef<{ filmId: string }>()
  /** How often something was said here of each frame since the last measurement on its film: that is undone first. */
  const saidSince = shallowReactive(new Map<string, number>())
  let queue: Promise<void> = Promise.resolve()
  /** Goes up with each answer that is taken back, and each step of undo. */
  let takenBack = 0

  annotations.onChange((filmId) => {
    for (const key of saidSince.keys()) if (filmOfKey(key) === filmId) saidSince.delete(key)
  })

  const keyOf = (filmId: string, frame: number) => `${filmId} ${frame}`
  const saidOf = (key: string): number => saidSince.get(key) ?? 0

  function enter({ filmId, frame, reader: by, answer, marks }: Saving) {
    const key = keyOf(filmId, frame)
    if (by === settings.readerName && !unsaved.has(key)) said.set(key, { answer, marks })
  }

  function enterAll(list: readonly MarkedFrame[]) {
    for (const one of list) enter(one)
    const theirs = list.filter(({ reader }) => reader !== settings.readerName)
    for (const [key, all] of Map.groupBy(theirs, ({ filmId, frame }) => keyOf(filmId, frame)))
      others.set(
        key,
        all.map(({ reader, answer }) => ({ reader, answer })),
      )
  }

  function forget(filmIds: ReadonlySet<string>) {
    for (const map of [said, others, compared, unsaved, saidSince])
      for (const key of map.keys()) if (filmIds.has(filmOfKey(key))) map.delete(key)
  }

  /** Of all open films that were ever looked at. */
  async function load() {
    const list = await connection.client.marks.list({})
    others.clear()
    enterAll(list)
    for (const [key, saving] of unsaved) queue = queue.then(() => send(key, saving))
    await queue
  }

  async function loadOf(filmId: string) {
    enterFilm(filmId, await connection.client.marks.list({ filmId }))
  }

  function enterFilm(filmId: string, list: readonly MarkedFrame[]) {
    for (const key of said.keys()) if (filmOfKey(key) === filmId && !unsaved.has(key)) said.delete(key)
    for (const key of others.keys()) if (filmOfKey(key) === filmId) others.delete(key)
    enterAll(list)
  }

  /** Another window has changed what is said of a film. After all that is being kept here, which stays. */
  function refresh(filmId: string): Promise<void> {
    const asked = takenBack
    queue = queue
      .then(async () => {
        const list = await connection.client.marks.list({ filmId })
        // What is taken back here meanwhile is told of once that is done.
        if (asked === takenBack) enterFilm(filmId, list)
      })
      .catch(() => undefined)
    return queue
  }

  async function send(key: string, saving: Saving) {
    try {
      await connection.client.marks.save({ ...saving, marks: [...saving.marks] })
      failure.value = undefined
      if (unsaved.get(key) === saving) unsaved.delete(key)
    } catch (thrown) {
      failure.value = toFailure(thrown)
      // Without a connection it stays for the next time; what is refused is not shown as if it were kept.
      if (failure.value.kind === 'connection' || unsaved.get(key) !== saving) return
      unsaved.delete(key)
      await loadOf(saving.filmId).catch(() => undefined)
    }
  }

  function keep(filmId: string, frame: number, answer: Answer, marks: Mark[]) {
    const key = keyOf(filmId, frame)
    const saving = { filmId, frame, reader: settings.readerName, answer, marks, reading: seenOf(filmId, frame) }
    said.set(key, { answer, marks })
    unsaved.set(key, saving)
    saidSince.set(key, saidOf(key) + 1)
    queue = queue.then(() => send(key, saving))
  }

  const marksOf = (filmId: string, frame: number): readonly Mark[] => said.get(keyOf(filmId, frame))?.marks ?? []
  const answerOf = (filmId: string, frame: number): Answer | undefined => said.get(keyOf(filmId, frame))?.answer

  /** What other readers say: nothing before this reader has answered, or has opened the film to settle a difference. */
  function othersOf(filmId: string, frame: number): readonly OtherAnswer[] {
    const key = keyOf(filmId, frame)
    return said.has(key) || compared.has(key) ? (others.get(key) ?? []) : []
  }

  /** Somebody else says something else of a frame that this reader has answered. */
  function differs(filmId: string, frame: number): boolean {
    const own = answerOf(filmId, frame)
    return own !== undefined && othersOf(filmId, frame).some(({ answer }) => answer !== own)
  }

  const compare = (filmId: string, frame: number) => void compared.add(keyOf(filmId, frame))

  /** What was seen of others stays seen where the own answer is taken back. */
  function takeBack(filmId: string, frame: number) {
    if (othersOf(filmId, frame).length > 0) compare(filmId, frame)
    said.delete(keyOf(filmId, frame))
  }

  /** Whether the model's reading of a frame, or what another reader says, can be seen now. */
  function seenOf(filmId: string, frame: number): ReadingSeen {
    if (othersOf(filmId, frame).length > 0) return 'compared'
    const known = readings.isRead(filmId, frame) || verdicts.readingsOfMany(true)(filmId, frame) !== undefined
    if (!known) return 'none'
    return readings.isHidden(filmId, frame) ? 'hidden' : 'shown'
  }

  watch(
    () => settings.secondReader,
    (on) => readings.hideWhile(on ? (filmId, frame) => answerOf(filmId, frame) === undefined : undefined),
    { immediate: true },
  )
  // Somebody else answers from now on.
  watch(
    () => settings.readerName,
    () => {
      for (const map of [said, others, compared, saidSince]) map.clear()
      load().catch(() => undefined)
    },
  )

  /** What is drawn is a fracture, unless the reader is unsure of it. */
  function setMarks(filmId: string, frame: number, marks: Mark[]) {
    keep(filmId, frame, answerOf(filmId, frame) === 'unsure' ? 'unsure' : 'fracture', marks)
  }

  /** “None” takes the marks away; undo brings them back. The same answer again, without marks, takes it back. */
  function answer(filmId: string, frame: number, next: Answer) {
    const marks = [...marksOf(filmId, frame)]
    if (answerOf(filmId, frame) !== next) {
      answered.value = { filmId }
      return keep(filmId, frame, next, next === 'none' ? [] : marks)
    }
    if (marks.length > 0) return
    takeBack(filmId, frame)
    saidSince.delete(keyOf(filmId, frame))
    later(filmId, async () => {
      await connection.client.marks.remove({ filmId, frame, reader: settings.readerName })
    })
  }

  /** One step back in what was said of a frame, to before anything was said. */
  function undo(filmId: string, frame: number) {
    const key = keyOf(filmId, frame)
    saidSince.set(key, Math.max(0, saidOf(key) - 1))
    const undone = unsaved.get(key)
    later(filmId, async () => {
      const { now } = await connection.client.marks.undo({ filmId, frame, reader: settings.readerName })
      // What was said since is kept after this step.
      if (unsaved.has(key) && unsaved.get(key) !== undone) return
      unsaved.delete(key)
      if (now) enter(now)
      else takeBack(filmId, frame)
    })
  }

  /** After all that is being kept; where it fails, shows what is kept. */
  function later(filmId: string, act: () => Promise<void>) {
    takenBack++
    queue = queue.then(async () => {
      failure.value = undefined
      await act().catch(async (thrown: unknown) => {
        failure.value = toFailure(thrown)
        await loadOf(filmId).catch(() => undefined)
      })
    })
  }

  /** How many films have an answer. */
  const answeredFilms = computed(() => new Set([...said.keys()].map((key) => key.slice(0, key.lastIndexOf(' ')))).size)

  return {
    failure,
    answered,
    answeredFilms,
    unsaved,
    /** Whether the last thing that was done here on a frame is a mark or an answer, and not a measurement. */
    isLatest: (filmId: string, frame: number) => saidOf(keyOf(filmId, frame)) > 0,
    load,
    loadOf,
    refresh,
    marksOf,
    answerOf,
    othersOf,
    differs,
    compare,
    setMarks,
    answer,
    undo,
    canUndo: (filmId: string, frame: number) => said.has(keyOf(filmId, frame)),
    forget,
  }
})
