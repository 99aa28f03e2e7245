import { defineStore } from 'pinia'
import { computed, ref, shallowReactive } from 'vue'
import type { Annotation } from '#shared/annotation.ts'

type History = { now: readonly Annotation[]; past: (readonly Annotation[])[]; future: (readonly Annotation[])[] }

const mostSteps = 200
const nothing: History = { now: [], past: [], future: [] }

/** What was drawn on each film, with every step back and forth. Lists are never changed, only replaced. */
export const useAnnotationsStore = defineStore('annotations', () => {
  const histories = shallowReactive(new Map<string, History>())
  const selectedId = ref<string>()
  const listeners = new Set<(filmId: string, now: readonly Annotation[]) => void>()

  const historyOf = (filmId: string): History => histories.get(filmId) ?? nothing

  function enter(filmId: string, history: History) {
    histories.set(filmId, history)
    for (const listener of listeners) listener(filmId, history.now)
  }

  /** Replaces a film's list; one step of undo. */
  function change(filmId: string, now: readonly Annotation[]) {
    const before = historyOf(filmId)
    enter(filmId, { now, past: [...before.past.slice(-mostSteps), before.now], future: [] })
  }

  function add(filmId: string, annotation: Annotation) {
    change(filmId, [...historyOf(filmId).now, annotation])
    selectedId.value = annotation.id
  }

  /** Changes one; without effect on one that is gone. */
  function edit(filmId: string, id: string, to: Partial<Pick<Annotation, 'points' | 'text'>>) {
    const { now } = historyOf(filmId)
    if (now.some((one) => one.id === id))
      change(
        filmId,
        now.map((one) => (one.id === id ? { ...one, ...to } : one)),
      )
  }

  function remove(filmId: string, id: string) {
    const { now } = historyOf(filmId)
    if (now.some((one) => one.id === id))
      change(
        filmId,
        now.filter((one) => one.id !== id),
      )
    if (selectedId.value === id) selectedId.value = undefined
  }

  function undo(filmId: string) {
    const { now, past, future } = historyOf(filmId)
    const before = past.at(-1)
    if (before) enter(filmId, { now: before, past: past.slice(0, -1), future: [now, ...future] })
  }

  function redo(filmId: string) {
    const { now, past, future } = historyOf(filmId)
    const [after, ...later] = future
    if (after) enter(filmId, { now: after, past: [...past, now], future: later })
  }

  /** What was stored of a film; not a step of undo. Something drawn meanwhile stays. */
  function load(filmId: string, stored: readonly Annotation[]) {
    if (!histories.has(filmId)) histories.set(filmId, { now: stored, past: [], future: [] })
  }

  /** What is kept, where that is something else: not a step of undo, and nothing that would undo it stays. */
  function takeOver(filmId: string, kept: readonly Annotation[]) {
    if (JSON.stringify(kept) !== JSON.stringify(historyOf(filmId).now)) {
      histories.set(filmId, { now: kept, past: [], future: [] })
    }
  }

  return {
    selectedId,
    of: (filmId: string, frame: number) =>
      computed(() => historyOf(filmId).now.filter((one) => one.frame === frame)).value,
    all: (filmId: string) => historyOf(filmId).now,
    canUndo: (filmId: string) => historyOf(filmId).past.length > 0,
    canRedo: (filmId: string) => historyOf(filmId).future.length > 0,
    known: (filmId: string) => histories.has(filmId),
    add,
    edit,
    remove,
    undo,
    redo,
    load,
    takeOver,
    /** Calls back after each change that a person made. Returns how to stop. */
    onChange(listener: (filmId: string, now: readonly Annotation[]) => void) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    forget(filmIds: ReadonlySet<string>) {
      for (const filmId of filmIds) histories.delete(filmId)
    },
  }
})
