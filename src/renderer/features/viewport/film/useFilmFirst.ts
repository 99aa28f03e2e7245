import { onBeforeUnmount, watch } from 'vue'
import { useFilmsStore, useFramesStore } from '#renderer/features/films/index.ts'
import { useViewportStore } from '../state/viewport.ts'

/** While this part of the page is there, small pictures wait until the selected film is on the screen or cannot be. */
export function useFilmFirst(): void {
  const films = useFilmsStore()
  const frames = useFramesStore()
  const viewport = useViewportStore()
  watch(
    () => films.selectedId !== undefined && viewport.settledId === undefined,
    (waiting) => frames.holdThumbnails(waiting),
    { immediate: true },
  )
  onBeforeUnmount(() => frames.holdThumbnails(false))
}
