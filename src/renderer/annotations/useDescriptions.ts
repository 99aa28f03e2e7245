import { shallowRef, watch } from 'vue'
import type { Annotation } from '#shared/annotation.ts'
import type { GreyFilm } from '#shared/film.ts'
import { useFilmsStore } from '#renderer/stores/films.ts'
import { useFramesStore } from '#renderer/stores/frames.ts'
import { useViewportStore } from '#renderer/stores/viewport.ts'
import { describe } from './describe.ts'

/** What the annotations of the film and frame on the screen say, with statistics as soon as its values are there. */
export function useDescriptions(): (annotation: Annotation) => string[] {
  const films = useFilmsStore()
  const frames = useFramesStore()
  const viewport = useViewportStore()
  const values = shallowRef<GreyFilm>()
  watch(
    () => [viewport.shownId, viewport.frame, viewport.shape] as const,
    async ([filmId, frame]) => {
      values.value = undefined
      if (!filmId) return
      const film = await frames.load(filmId, frame).catch(() => undefined)
      if (viewport.shownId === filmId && viewport.frame === frame) values.value = film
    },
    { immediate: true },
  )
  return (annotation) => (films.selected ? describe(annotation, films.selected.header.spacing, values.value) : [])
}
