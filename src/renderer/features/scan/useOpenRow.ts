import type { Scan } from '#shared/scan.ts'
import { useViewStore } from '#renderer/features/navigation/index.ts'
import { useOpeningStore } from '#renderer/features/opening/index.ts'
import { useViewportStore } from '#renderer/features/viewport/index.ts'

/** Opens the film of a row in the reading room, at its frame. */
export function useOpenRow() {
  const opening = useOpeningStore()
  const viewport = useViewportStore()
  const view = useViewStore()
  return async ({ options }: Scan, file: string, frame = 0): Promise<void> => {
    view.show('read')
    await opening.openPaths([options.absolutePaths ? file : `${options.folder}/${file}`])
    viewport.goToFrame(frame)
  }
}
