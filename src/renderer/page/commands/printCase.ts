/** Heard by `PrintedCase`, which knows when its picture is there. */
export const printEvent = 'fractureguard-print'

export const printCase = (): void => void window.dispatchEvent(new Event(printEvent))

/** The page fills the screen, or no longer does. A browser that refuses leaves all as it is. */
export function toggleFullScreen(): void {
  const change = document.fullscreenElement ? document.exitFullscreen() : document.documentElement.requestFullscreen()
  change.catch(() => undefined)
}
