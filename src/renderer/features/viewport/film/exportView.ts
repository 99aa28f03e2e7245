import { saveFile } from '#renderer/base/widgets/index.ts'
import { exportPicture } from '../drawing/exportPicture.ts'
import { useViewportStore } from '../state/viewport.ts'

/**
 * Saves the film as it is on the screen, with all that is drawn over it but the corner texts, and with `caption` below
 * it, a line each.
 */
export async function exportView(caption: readonly string[] = []): Promise<void> {
  const viewport = useViewportStore()
  const host = document.querySelector<HTMLElement>('[data-testid="film"]')
  // The file's name may name the patient; the picture's must not.
  if (host && viewport.adapter)
    saveFile(await exportPicture(host, viewport.adapter.picture(), caption), `film-view-${viewport.frame + 1}.png`)
}
