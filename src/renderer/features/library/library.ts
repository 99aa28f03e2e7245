import { defineStore } from 'pinia'
import { ref, shallowReactive, shallowRef } from 'vue'
import type { Annotation } from '#shared/annotation.ts'
import type { Problem } from '#shared/problem.ts'
import { useConnection } from '#renderer/base/connection/index.ts'
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
        await connection.client.library.saveAnnotations({ filmId, annotations: [...list] })
        if (unsaved.get(filmId) === list) unsaved.delete(filmId)
      } catch {
        // Shown as not kept, and tried again with the next change or connection.
      }
    }
  }

  async function loadAnnotations(filmId: string) {
    if (!annotations.known(filmId)) annotations.load(filmId, await connection.client.library.annotations({ filmId }))
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
    for (const filmId of filmIds) unsaved.delete(filmId)
  }

  const dismissProblem = () => void (problem.value = undefined)

  return { isPrivate, problem, dismissProblem, unsaved, load, save, loadAnnotations, setPrivate, forget }
})
