import { saveFile } from '#renderer/base/widgets/index.ts'
import { exportPicture } from '../drawing/exportPicture.ts'
import { useViewportStore } from '../state/viewport.ts'

/**
 * The film as it is on the screen, with all that is drawn over it but the corner texts, and the lines of a caption below
 * it. Nothing where no film is shown.
 */
export async function pictureOfView(caption: readonly string[]): Promise<Blob | undefined> {
  const viewport = useViewportStore()
  const host = document.querySelector<HTMLElement>('[data-testid="film"]')
  return host && viewport.adapter ? exportPicture(host, viewport.adapter.picture(), caption) : undefined
}

/** Saves {@link pictureOfView}. */
export async function exportView(caption: readonly string[]): Promise<void> {
  // The file's name may name the patient; the picture's must not.
  const name = `film-view-${useViewportStore().frame + 1}.png`
  const picture = await pictureOfView(caption)
  if (picture) saveFile(picture, name)
}
