import { defineStore } from 'pinia'
import { ref, shallowReactive, shallowRef } from 'vue'
import type { Annotation } from '#shared/annotation.ts'
import type { Problem } from '#shared/problem.ts'
import { toFailure, useConnection } from '#renderer/base/connection/index.ts'
import { useAnnotationsStore } from '#renderer/features/annotations/index.ts'

const settleMs = 300

/** What the program keeps: annotations as they are drawn, and whether it keeps anything at all. */
export const useLibraryStore = defineStore('library', () => {
  const connection = useConnection()
  const annotations = useAnnotationsStore()
  const isPrivate = ref(false)
  /** What is wrong with what was kept; until the user has read it. */
  const problem = shallowRef<Problem>()
  /** Drawn, but not kept yet: films whose annotations a lost connection has still to bring home. */
  const unsaved = shallowReactive(new Map<string, readonly Annotation[]>())
  /** What each film's annotations were when the page began to change them. */
  const began = new Map<string, readonly Annotation[]>()
  /** Changed by another window while something drawn here was being kept. */
  const missed = new Set<string>()
  let timer: ReturnType<typeof setTimeout> | undefined

  annotations.onChange((filmId, now) => {
    unsaved.set(filmId, now)
    clearTimeout(timer)
    timer = setTimeout(() => void save(), settleMs)
  })

  /** Keeps what is not kept yet; what cannot be kept now stays for the next time. */
  async function save() {
    for (const [filmId, list] of unsaved) {
      try {
        const before = [...(began.get(filmId) ?? [])]
        const now = await connection.client.library.saveAnnotations({ filmId, annotations: [...list], before })
        if (unsaved.get(filmId) === list) {
          unsaved.delete(filmId)
          takeOver(filmId, now)
          if (missed.delete(filmId)) await refreshAnnotations(filmId)
        } else began.set(filmId, list)
      } catch (thrown) {
        const failure = toFailure(thrown)
        // Anything else is shown as not kept, and tried again with the next change or connection.
        if (failure.kind === 'problem' && failure.problem.code === 'in-use') await giveWay(filmId, failure.problem)
      }
    }
  }

  /** What is kept now of a film is what the page continues with. */
  function takeOver(filmId: string, kept: readonly Annotation[]) {
    annotations.takeOver(filmId, kept)
    began.set(filmId, kept)
  }

  /** Another window has changed the same annotation: what is kept is shown, and that it is so is said. */
  async function giveWay(filmId: string, why: Problem) {
    const kept = await connection.client.library.annotations({ filmId }).catch(() => undefined)
    if (!kept) return
    unsaved.delete(filmId)
    takeOver(filmId, kept)
    problem.value = why
  }

  /** Another window may have changed them. What is drawn here and not kept yet stays, and is joined when it is kept. */
  async function refreshAnnotations(filmId: string) {
    if (!annotations.known(filmId)) return
    const before = began.get(filmId)
    const kept = await connection.client.library.annotations({ filmId })
    if (unsaved.has(filmId)) missed.add(filmId)
    else if (began.get(filmId) === before) takeOver(filmId, kept)
    else await refreshAnnotations(filmId)
  }

  async function loadAnnotations(filmId: string) {
    if (annotations.known(filmId)) return refreshAnnotations(filmId)
    const kept = await connection.client.library.annotations({ filmId })
    if (annotations.known(filmId)) return
    annotations.load(filmId, kept)
    began.set(filmId, kept)
  }

  async function load() {
    const state = await connection.client.library.state()
    isPrivate.value = state.private
    problem.value = state.problem
    await save()
  }

  async function setPrivate(on: boolean) {
    isPrivate.value = (await connection.client.library.setPrivate({ on })).private
  }

  /** Deletes all that is kept of films. */
  async function forget(filmIds: string[]) {
    await save()
    await connection.client.library.forget({ filmIds })
    for (const filmId of filmIds) for (const map of [unsaved, began, missed]) map.delete(filmId)
  }

  const dismissProblem = () => void (problem.value = undefined)

  return {
    isPrivate,
    problem,
    dismissProblem,
    unsaved,
    load,
    save,
    loadAnnotations,
    refreshAnnotations,
    setPrivate,
    forget,
  }
})
