import { defineStore } from 'pinia'
import { ref, shallowRef } from 'vue'
import type { FoundStudy, StudyQuery } from '#shared/pacs.ts'
import type { Problem } from '#shared/problem.ts'
import { toFailure, useAttempt, useConnection } from '#renderer/base/connection/index.ts'
import { useFilmsStore } from '#renderer/features/films/index.ts'
import { useViewStore } from '#renderer/features/navigation/index.ts'

/** How far the fetching of a study is: so many objects, all of them opened, or why not. */
export type FetchState = { kind: 'fetching' | 'opened'; objects: number } | { kind: 'failed'; problem: Problem }

/** Studies that were found in a PACS, and the fetching of them into the worklist; one at a time. */
export const useFindStore = defineStore('find', () => {
  const { client } = useConnection()
  const films = useFilmsStore()
  const view = useViewStore()
  const found = shallowRef<{ name: string; studies: FoundStudy[]; cut: boolean }>()
  const finding = ref(false)
  const states = ref(new Map<string, FetchState>())
  const { failure, attempt } = useAttempt()
  let fetching: AbortController | undefined
  let search: AbortController | undefined

  async function find(name: string, query: StudyQuery) {
    search?.abort()
    const mine = new AbortController()
    search = mine
    finding.value = true
    found.value = undefined
    states.value.clear()
    const answer = await attempt(
      () => client.pacs.query({ name, query }, { signal: mine.signal }),
      () => search === mine,
    )
    if (search !== mine) return
    finding.value = false
    if (answer) found.value = { name, ...answer }
  }

  async function fetch(studyUid: string) {
    const name = found.value?.name
    if (!name || fetching) return
    const mine = new AbortController()
    fetching = mine
    const said = (state: FetchState) => states.value.set(studyUid, state)
    said({ kind: 'fetching', objects: 0 })
    try {
      for await (const event of await client.pacs.fetch({ name, studyUid }, { signal: mine.signal })) {
        if (event.type === 'fetched') said({ kind: 'fetching', objects: event.objects })
        else {
          films.addAll(event.opened)
          const first = event.opened.find((one) => one.type === 'film')
          if (first?.type === 'film') films.select(first.film.filmId)
          view.show('read')
          said({ kind: 'opened', objects: event.opened.length })
        }
      }
    } catch (thrown) {
      if (mine.signal.aborted) states.value.delete(studyUid)
      else said({ kind: 'failed', problem: toFailure(thrown).problem })
    } finally {
      fetching = undefined
    }
  }

  return { found, finding, states, failure, find, fetch, cancel: () => fetching?.abort() }
})
