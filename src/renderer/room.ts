import { useAnnotationsStore } from './stores/annotations.ts'
import { useFilmsStore } from './stores/films.ts'
import { useFramesStore } from './stores/frames.ts'
import { useReadingsStore } from './stores/readings.ts'
import { useViewportStore } from './stores/viewport.ts'

/** What takes several stores at once. */
export function useRoom() {
  const annotations = useAnnotationsStore()
  const films = useFilmsStore()
  const frames = useFramesStore()
  const readings = useReadingsStore()
  const viewport = useViewportStore()

  return {
    /** Closes rows of the worklist and drops all that the page knew of their films. */
    async close(ids: string[]) {
      await films.close(ids)
      for (const id of ids) {
        frames.forget(id)
        readings.forget(id)
        viewport.forget(id)
        annotations.forget(id)
      }
    },
  }
}
