import { computed, type ComputedRef } from 'vue'
import type { Drawing } from '#shared/document.ts'
import { useFilmsStore } from '#renderer/features/films/index.ts'
import { useViewportStore } from '#renderer/features/viewport/index.ts'

/** What open presentation states draw on the frame that is looked at. */
export function useDrawings(): ComputedRef<Drawing[]> {
  const films = useFilmsStore()
  const viewport = useViewportStore()
  return computed(() => {
    const uid = films.selected?.header.sopInstanceUid
    if (uid === undefined) return []
    const { frame } = viewport
    return films.documents
      .flatMap(({ content }) => (content.kind === 'presentation' ? content.drawings : []))
      .filter(({ of }) => of.some((film) => film.sopInstanceUid === uid && (film.frames?.includes(frame) ?? true)))
  })
}
