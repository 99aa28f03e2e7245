import { defineStore } from 'pinia'
import { computed, ref } from 'vue'
import { useFilmsStore } from '#renderer/features/films/index.ts'
import { useWorklistStore } from '#renderer/features/worklist/index.ts'

/** The film that is shown beside the selected one. */
export const useCompareStore = defineStore('compare', () => {
  const films = useFilmsStore()
  const worklist = useWorklistStore()
  const wantedId = ref<string>()
  /** Zoom and position go together. */
  const linked = ref(true)

  const second = computed(() => films.films.find((film) => film.filmId === wantedId.value))

  /**
   * Shows the film that follows in the list (or, for the last one, precedes) beside the selected one, or puts it away.
   */
  function toggle() {
    if (second.value) {
      wantedId.value = undefined
      return
    }
    const others = worklist.rows.filter((row) => 'film' in row)
    const index = others.findIndex((row) => row.id === films.selectedId)
    wantedId.value = (others[index + 1] ?? others[index - 1])?.id
  }

  function swap() {
    const { selectedId } = films
    if (!second.value || !selectedId) return
    films.select(second.value.filmId)
    wantedId.value = selectedId
  }

  return { second, linked, toggle, swap, show: (filmId: string) => void (wantedId.value = filmId) }
})
