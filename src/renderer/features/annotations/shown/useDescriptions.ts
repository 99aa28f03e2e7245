import { shallowRef, watch } from 'vue'
import type { Annotation } from '#shared/annotation.ts'
import type { Film, GreyFilm } from '#shared/film.ts'
import { frameSpacing } from '#shared/frameSpacing.ts'
import { useFramesStore } from '#renderer/features/films/index.ts'
import type { Pane } from '#renderer/features/viewport/index.ts'
import { describe } from '../measured/describe.ts'

/** What the annotations of the film and frame in a pane say, with statistics as soon as its values are there. */
export function useDescriptions(pane: Pane, film: () => Film | undefined): (annotation: Annotation) => string[] {
  const frames = useFramesStore()
  const values = shallowRef<GreyFilm>()
  /** The film, once it is on the screen: until then another one may still be there. */
  const shownId = () => (pane.shownId === film()?.filmId ? pane.shownId : undefined)
  watch(
    () => [shownId(), pane.frame, pane.shape] as const,
    async ([filmId, frame]) => {
      values.value = undefined
      if (!filmId) return
      const loaded = await frames.load(filmId, frame).catch(() => undefined)
      if (shownId() === filmId && pane.frame === frame) values.value = loaded
    },
    { immediate: true },
  )
  return (annotation) => {
    const shown = film()
    return shown ? describe(annotation, frameSpacing(shown.header, annotation.frame), values.value) : []
  }
}
