import type { Scan } from '#shared/scan.ts'
import { useFilmsStore } from '#renderer/features/films/index.ts'
import { useViewStore } from '#renderer/features/navigation/index.ts'
import { useOpeningStore } from '#renderer/features/opening/index.ts'
import { useViewportStore } from '#renderer/features/viewport/index.ts'

/** Opens the film of a row in the reading room, at its frame. */
export function useOpenRow() {
  const films = useFilmsStore()
  const opening = useOpeningStore()
  const viewport = useViewportStore()
  const view = useViewStore()
  return async ({ options }: Scan, file: string, frame = 0): Promise<void> => {
    view.show('read')
    const filmId = await opening.openPaths([options.absolutePaths ? file : `${options.folder}/${file}`])
    // Whoever went on to another film meanwhile stays at its frame.
    if (filmId === films.selectedId) viewport.goToFrame(frame)
  }
}
