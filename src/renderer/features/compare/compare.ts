import { defineStore } from 'pinia'
import { computed, ref } from 'vue'
import type { Film } from '#shared/film.ts'
import { useFilmsStore } from '#renderer/features/films/index.ts'
import { useWorklistStore } from '#renderer/features/worklist/index.ts'
import { hang, type HangingPlace } from './hanging.ts'

/** A film beside or below the selected one. */
export type OtherFilm = { place: HangingPlace; film: Film }

/** Films that are shown together with the selected one: one that was chosen, or those of its study by a hanging rule. */
export const useCompareStore = defineStore('compare', () => {
  const films = useFilmsStore()
  const worklist = useWorklistStore()
  const wantedId = ref<string>()
  /** Each study is hung by {@link hang} as it is looked at. */
  const hanging = ref(false)
  /** Zoom and position go together. */
  const linked = ref(true)

  const chosen = computed(() => films.films.find((film) => film.filmId === wantedId.value))
  const hung = computed(() => (hanging.value && films.selected ? hang(films.selected, films.films) : undefined))
  const others = computed<OtherFilm[]>(() => {
    if (!hung.value) return chosen.value ? [{ place: 'right', film: chosen.value }] : []
    return (['left', 'right', 'below-left', 'below-right'] as const).flatMap((place) => {
      const film = hung.value?.[place]
      return film && film.filmId !== films.selectedId ? [{ place, film }] : []
    })
  })
  /** Where the selected film is. */
  const place = computed<'left' | 'right'>(() =>
    hung.value?.right && hung.value.right.filmId === films.selectedId ? 'right' : 'left',
  )
  const second = computed(() => others.value[0]?.film)

  /**
   * Shows the film that follows in the list (or, for the last one, precedes) beside the selected one, or puts it away.
   */
  function toggle() {
    if (second.value || hanging.value) {
      hanging.value = false
      wantedId.value = undefined
      return
    }
    const list = worklist.rows.filter((row) => 'film' in row)
    const index = list.findIndex((row) => row.id === films.selectedId)
    wantedId.value = (list[index + 1] ?? list[index - 1])?.id
  }

  function toggleHanging() {
    hanging.value = !hanging.value
    wantedId.value = undefined
  }

  function swap(filmId: string) {
    const { selectedId } = films
    if (!selectedId) return
    films.select(filmId)
    if (!hanging.value) wantedId.value = selectedId
  }

  /** Whoever chooses a film by hand wants no rule any more. */
  function show(filmId: string) {
    hanging.value = false
    wantedId.value = filmId
  }

  /** The first film of the study that lies so many studies further on in the list, as the hanging has it. */
  function stepStudy(by: 1 | -1) {
    const to = worklist.studyAfter(by)
    if (to) films.select(hang(to, films.films).left?.filmId ?? to.filmId)
  }

  return { second, others, place, hanging, linked, toggle, toggleHanging, swap, show, stepStudy }
})
