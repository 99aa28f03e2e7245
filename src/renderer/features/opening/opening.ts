import { defineStore } from 'pinia'
import { shallowRef } from 'vue'
import type { Opened } from '#shared/contract/index.ts'
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
  /** Of the buttons that are on the page now. */
  const chooser = shallowRef<Chooser>()
  let stopping: AbortController | undefined

  /** Files come faster than a long list can be drawn; after the first one they are listed a few times a second. */
  const listEveryMs = 150

  /** Answers with the first film, which is shown. */
  async function run(work: (signal: AbortSignal, add: (opened: Opened) => void) => Promise<void>) {
    stopping?.abort()
    const mine = new AbortController()
    stopping = mine
    let first: string | undefined
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
        waiting.push(opened)
        if (first === undefined && opened.type === 'film') {
          // The first film that can be seen is shown; the others wait in the list.
          first = opened.film.filmId
          list()
          films.select(first)
        } else next ??= setTimeout(list, listEveryMs)
      })
    } finally {
      list()
      if (stopping === mine) {
        stopping = undefined
        progress.value = undefined
      }
    }
    return first
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
        if (!signal.aborted) films.addProblem(baseName(name), toFailure(thrown).problem)
      }
    })
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

  return { chooser, progress, openPaths, openFiles, cancel: () => stopping?.abort() }
})

function baseName(path: string): string {
  return path.split(/[\\/]/).filter(Boolean).pop() ?? path
}
