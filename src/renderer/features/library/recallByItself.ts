import { watch } from 'vue'
import { useAppStore } from '#renderer/base/connection/index.ts'
import { useMarkingStore } from '#renderer/features/marking/index.ts'
import { useNotesStore } from '#renderer/features/notes/index.ts'
import { useMarksStore } from '#renderer/features/reading/index.ts'
import { useViewportStore } from '#renderer/features/viewport/index.ts'
import { useLibraryStore } from './library.ts'

/** Brings what was drawn on a film and said of it when it is looked at: the program knows a film by its content. */
export function recallByItself(): void {
  const app = useAppStore()
  const library = useLibraryStore()
  const marking = useMarkingStore()
  const marks = useMarksStore()
  const notes = useNotesStore()
  const viewport = useViewportStore()
  watch(
    () => (app.state.kind === 'connected' ? viewport.settledId : undefined),
    (filmId) => {
      if (!filmId) return
      library.loadAnnotations(filmId).catch(() => undefined)
      marking.loadOf(filmId).catch(() => undefined)
      marks.loadOf(filmId).catch(() => undefined)
      notes.loadOf(filmId).catch(() => undefined)
    },
    { immediate: true },
  )
}
