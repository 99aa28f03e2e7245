import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import type { Opened } from '#shared/contract/index.ts'
import type { FilmDocument } from '#shared/document.ts'
import type { Film } from '#shared/film.ts'
import { ProblemError, toProblem, type Problem } from '#shared/problem.ts'
import { useConnection } from '#renderer/base/connection/index.ts'

/**
 * One row of the worklist: an opened film, or a file that is none and why; with what it says of films where it is a
 * report or a presentation state.
 */
export type Row = { id: string; film: Film } | { id: string; name: string; problem: Problem; document?: FilmDocument }

/** What the user has opened, in the order in which it was opened, and which of it is looked at. */
export const useFilmsStore = defineStore('films', () => {
  const connection = useConnection()
  const rows = shallowRef<Row[]>([])
  const selectedId = ref<string>()
  /** How many films of the last closing can be brought back. */
  const canReopen = ref(0)
  let problems = 0

  const films = computed(() => rows.value.flatMap((row) => ('film' in row ? [row.film] : [])))
  const ids = computed(() => new Set(films.value.map(({ filmId }) => filmId)))
  const documents = computed(() =>
    rows.value.flatMap((row) => ('document' in row && row.document ? [row.document] : [])),
  )
  const selected = computed(() => films.value.find((film) => film.filmId === selectedId.value))

  /**
   * Adds opened files, many at a time: a list of thousands is rebuilt once. The first film is selected when `select`
   * is set.
   */
  function addAll(opened: readonly Opened[], select = false) {
    replace(opened)
    const known = new Set(rows.value.map((row) => row.id))
    const added: Row[] = []
    for (const one of opened) {
      if (one.type === 'problem') {
        const { name, problem, document } = one
        const id = document?.documentId ?? `problem-${problems++}`
        if (!known.has(id)) added.push({ id, name, problem, ...(document ? { document } : {}) })
        known.add(id)
      } else if (!known.has(one.film.filmId)) added.push({ id: one.film.filmId, film: one.film })
      if (one.type === 'film') known.add(one.film.filmId)
    }
    if (added.length > 0) rows.value = [...rows.value, ...added]
    const first = opened.find((one) => one.type === 'film')
    if (first && (select || !selectedId.value)) selectedId.value = first.film.filmId
  }

  /** What lies under the path of a film now takes that film's row; nothing that is known of that film goes with it. */
  function replace(opened: readonly Opened[]) {
    const fresh = new Map(
      opened.flatMap((one) => (one.type === 'film' && one.replaces ? [[one.replaces, one.film] as const] : [])),
    )
    if (fresh.size === 0) return
    rows.value = rows.value.map((row) => {
      const film = fresh.get(row.id)
      return film ? { id: film.filmId, film } : row
    })
    const selected = selectedId.value && fresh.get(selectedId.value)
    if (selected) selectedId.value = selected.filmId
  }

  function add(opened: Opened, select = false) {
    addAll([opened], select)
  }

  function addProblem(name: string, problem: Problem) {
    addAll([{ type: 'problem', name, problem }])
  }

  function select(filmId: string) {
    if (films.value.some((film) => film.filmId === filmId)) selectedId.value = filmId
  }

  /** Takes rows out of the list and lets the program forget the films among them. */
  async function close(ids: string[]) {
    const gone = new Set(ids)
    const filmIds = [
      ...films.value.map(({ filmId }) => filmId),
      ...documents.value.map(({ documentId }) => documentId),
    ].filter((id) => gone.has(id))
    if (selectedId.value && gone.has(selectedId.value)) selectedId.value = neighbourOf(selectedId.value, gone)
    rows.value = rows.value.filter((row) => !gone.has(row.id))
    // The row is gone either way; a program that cannot be reached has nothing open to forget.
    if (filmIds.length === 0) return
    const answer = await connection.client.studies.closeMany({ filmIds }).catch(() => undefined)
    canReopen.value = answer?.canReopen ?? 0
  }

  /** Takes the last closing back. Rejects as the call does. */
  async function reopen() {
    canReopen.value = 0
    addAll((await connection.client.studies.reopen()).map((film) => ({ type: 'film', film })))
  }

  function neighbourOf(filmId: string, gone: Set<string>): string | undefined {
    const index = films.value.findIndex((film) => film.filmId === filmId)
    const stays = (film: Film) => !gone.has(film.filmId)
    return (films.value.slice(index + 1).find(stays) ?? films.value.slice(0, index).findLast(stays))?.filmId
  }

  /**
   * Brings the list in line with the program after connecting: films that it still has open come back after a reload,
   * and those that it does not know turn into rows that say so, until it knows them again. A film is what has its id:
   * others have the same name and size.
   */
  async function restore() {
    const open = await connection.client.studies.list()
    const known = new Map(open.map((film) => [film.filmId, film]))
    rows.value = rows.value.map((row) => {
      const film = known.get(row.id)
      if (!('film' in row)) return film ? { id: row.id, film } : row
      if (film) return row
      return { id: row.id, name: row.film.name, problem: toProblem(new ProblemError('film-forgotten')) }
    })
    if (selectedId.value && !known.has(selectedId.value)) selectedId.value = undefined
    addAll(open.filter((film) => !film.sample).map((film) => ({ type: 'film', film })))
    const others = await connection.client.studies.documents()
    const problem = toProblem(new ProblemError('image-none'))
    addAll(others.map((document) => ({ type: 'problem', name: document.name, problem, document })))
    selectedId.value ??= films.value[0]?.filmId
  }

  return {
    rows,
    films,
    documents,
    has: (filmId: string) => ids.value.has(filmId),
    selectedId,
    selected,
    add,
    addAll,
    addProblem,
    select,
    close,
    canReopen,
    reopen,
    restore,
  }
})
