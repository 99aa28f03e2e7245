import { defineStore } from 'pinia'
import { shallowReactive, shallowRef } from 'vue'
import type { Opened } from '#shared/contract/index.ts'
import type { Problem } from '#shared/problem.ts'
import { handOver, toFailure, useConnection } from '#renderer/base/connection/index.ts'
import { useFilmsStore } from '#renderer/features/films/index.ts'

/** The keys that open the dialogs of a {@link Chooser}. */
export const openingKeys = { files: 'mod+o', folder: 'mod+shift+o' } as const

/** Shows the system's dialog in which files or a folder are chosen. */
export type Chooser = Record<'files' | 'folder', () => void>

/** `total` is unknown while the program walks a folder by itself. */
export type HowFar = { done: number; total?: number; name?: string }

/**
 * Brings files into the worklist: by path where the page knows it, else by handing the bytes over, one file after
 * another.
 */
export const useOpeningStore = defineStore('opening', () => {
  const connection = useConnection()
  const films = useFilmsStore()
  const progress = shallowRef<HowFar>()
  /** Why the film that was asked for last cannot be shown. */
  const refused = shallowRef<{ path: string; problem: Problem; retry(): void }>()
  /** What was found at each path at which somebody asked for a film. */
  const filmIds = shallowReactive(new Map<string, string>())
  /** Of the buttons that are on the page now. */
  const chooser = shallowRef<Chooser>()
  let stopping: AbortController | undefined

  /** Files come faster than a long list can be drawn; after the first one they are listed a few times a second. */
  const listEveryMs = 150

  /** Answers with what was opened; with nothing where that was stopped, or other work took its place. */
  async function run(work: (signal: AbortSignal, add: (opened: Opened) => void) => Promise<void>): Promise<Opened[]> {
    stopping?.abort()
    refused.value = undefined
    const all: Opened[] = []
    const mine = new AbortController()
    stopping = mine
    let first = true
    let waiting: Opened[] = []
    let next: ReturnType<typeof setTimeout> | undefined
    const list = () => {
      clearTimeout(next)
      next = undefined
      films.addAll(waiting)
      waiting = []
    }
    try {
      await work(mine.signal, (opened) => {
        all.push(opened)
        waiting.push(opened)
        if (first && opened.type === 'film') {
          // The first film that can be seen is shown; the others wait in the list.
          first = false
          list()
          films.select(opened.film.filmId)
        } else next ??= setTimeout(list, listEveryMs)
      })
    } finally {
      list()
      if (stopping === mine) {
        stopping = undefined
        progress.value = undefined
      }
    }
    return mine.signal.aborted ? [] : all
  }

  /** Opens files and folders by path on the machine where the program runs. */
  function openPaths(paths: string[], name = paths[0] ?? '') {
    return run(async (signal, add) => {
      progress.value = { done: 0 }
      try {
        let done = 0
        for await (const opened of await connection.client.studies.open({ paths }, { signal })) {
          add(opened)
          progress.value = { done: ++done }
        }
      } catch (thrown) {
        if (!signal.aborted) add({ type: 'problem', name: baseName(name), problem: toFailure(thrown).problem })
      }
    })
  }

  /**
   * Opens the film that somebody asked to see. No other one is on the screen until it is selected, for it would be taken
   * for this one; where it cannot be opened, `refused` says why.
   */
  async function openFilm(path: string, onSelected = () => {}) {
    films.selectedId = undefined
    const opened = await openPaths([path])
    const film = opened.find((one) => one.type === 'film')?.film
    const [first] = opened
    if (film) {
      filmIds.set(path, film.filmId)
      if (films.selectedId === film.filmId) onSelected()
    } else if (first?.type === 'problem')
      refused.value = { path, problem: first.problem, retry: () => void openFilm(path, onSelected) }
  }

  /** Opens files that the user chose or dropped. */
  async function openFiles(files: File[]) {
    const bridge = window.fractureguard
    const paths = bridge ? files.map((file) => bridge.pathOf(file)).filter(Boolean) : []
    if (files.length > 0 && paths.length === files.length) return openPaths(paths)
    return uploadFiles(files)
  }

  function uploadFiles(files: File[]) {
    return run(async (signal, add) => {
      for (const [done, file] of files.entries()) {
        if (signal.aborted) return
        progress.value = { done, total: files.length, name: file.name }
        try {
          const uploadId = await handOver(connection.client, file, signal)
          const events = await connection.client.studies.upload({ uploadId, name: file.name }, { signal })
          for (const opened of events) add(opened)
        } catch (thrown) {
          if (signal.aborted) return
          const failure = toFailure(thrown)
          films.addProblem(file.name, failure.problem)
          // Without a connection every further file would fail in the same way.
          if (failure.kind === 'connection') return
        }
      }
    })
  }

  return {
    chooser,
    progress,
    refused,
    filmIdAt: (path: string) => filmIds.get(path),
    openPaths,
    openFilm,
    openFiles,
    cancel: () => stopping?.abort(),
  }
})

function baseName(path: string): string {
  return path.split(/[\\/]/).filter(Boolean).pop() ?? path
}
