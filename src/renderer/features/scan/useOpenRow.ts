import type { Scan } from '#shared/scan.ts'
import { useViewStore } from '#renderer/features/navigation/index.ts'
import { useOpeningStore } from '#renderer/features/opening/index.ts'
import { useViewportStore } from '#renderer/features/viewport/index.ts'

export function pathOf({ options }: Scan, file: string): string {
  return options.absolutePaths ? file : `${options.folder}/${file}`
}

/** Opens the film of a row in the reading room, at its frame. */
export function useOpenRow() {
  const opening = useOpeningStore()
  const viewport = useViewportStore()
  const view = useViewStore()
  return async (scan: Scan, file: string, frame = 0): Promise<void> => {
    view.show('read')
    await opening.openFilm(pathOf(scan, file), () => viewport.goToFrame(frame))
  }
}
