import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import type { Opened } from '#shared/contract.ts'
import type { Film } from '#shared/film.ts'
import type { Problem } from '#shared/problem.ts'
import { useConnection } from '#renderer/connection/session.ts'
import { texts } from '#renderer/texts.ts'

/** One row of the worklist: an opened film, or a file that could not be opened and why. */
export type Row = { id: string; film: Film } | { id: string; name: string; problem: Problem }

/** What the user has opened, in the order in which it was opened, and which of it is looked at. */
export const useFilmsStore = defineStore('films', () => {
  const connection = useConnection()
  const rows = shallowRef<Row[]>([])
  const selectedId = ref<string>()
  let problems = 0

  const films = computed(() => rows.value.flatMap((row) => ('film' in row ? [row.film] : [])))
  const selected = computed(() => films.value.find((film) => film.filmId === selectedId.value))

  /** Adds one opened file. The first film of an opening is selected when `select` is set. */
  function add(opened: Opened, select = false) {
    if (opened.type === 'film') {
      const { film } = opened
      if (!films.value.some((known) => known.filmId === film.filmId)) rows.value = [...rows.value, { id: film.filmId, film }]
      if (select || !selectedId.value) selectedId.value = film.filmId
    } else {
      addProblem(opened.name, opened.problem)
    }
  }

  function addProblem(name: string, problem: Problem) {
    rows.value = [...rows.value, { id: `problem-${problems++}`, name, problem }]
  }

  function select(filmId: string) {
    if (films.value.some((film) => film.filmId === filmId)) selectedId.value = filmId
  }

  /** Selects the next (1) or previous (-1) film, problems left out; stays at the ends. */
  function step(by: 1 | -1) {
    const index = films.value.findIndex((film) => film.filmId === selectedId.value)
    const next = films.value[index + by]
    if (next) selectedId.value = next.filmId
  }

  /** Takes rows out of the list and lets the program forget the films among them. */
  async function close(ids: string[]) {
    const gone = new Set(ids)
    const filmIds = films.value.filter((film) => gone.has(film.filmId)).map((film) => film.filmId)
    if (selectedId.value && gone.has(selectedId.value)) selectedId.value = neighbourOf(selectedId.value, gone)
    rows.value = rows.value.filter((row) => !gone.has(row.id))
    // The row is gone either way; a program that cannot be reached has nothing open to forget.
    await Promise.allSettled(filmIds.map((filmId) => connection.client.studies.close({ filmId })))
  }

  function neighbourOf(filmId: string, gone: Set<string>): string | undefined {
    const index = films.value.findIndex((film) => film.filmId === filmId)
    const stays = (film: Film) => !gone.has(film.filmId)
    return (films.value.slice(index + 1).find(stays) ?? films.value.slice(0, index).findLast(stays))?.filmId
  }

  /**
   * Brings the list in line with the program after connecting: films that it still has open come back after a reload,
   * and films that it no longer knows turn into rows that say so.
   */
  async function restore() {
    const open = await connection.client.studies.list()
    const known = new Set(open.map((film) => film.filmId))
    rows.value = rows.value.map((row) =>
      'film' in row && !known.has(row.id)
        ? { id: row.id, name: row.film.name, problem: { code: 'not-found', message: texts.failure.forgotten } }
        : row,
    )
    if (selectedId.value && !known.has(selectedId.value)) selectedId.value = undefined
    for (const film of open) if (!film.sample) add({ type: 'film', film })
    selectedId.value ??= films.value[0]?.filmId
  }

  return { rows, films, selectedId, selected, add, addProblem, select, step, close, restore }
})
