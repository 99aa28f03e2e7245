import { useOpeningStore } from './opening.ts'

declare global {
  interface Window {
    /** Paths that the system asked to open and that nobody has taken yet; the window's host puts them here. */
    openedBySystem?: string[]
  }
}

/** Opens what the system hands to the program: films that somebody opened in a file manager. */
export function openWhatTheSystemOpens(): void {
  const opening = useOpeningStore()
  const take = (): void => {
    const paths = window.openedBySystem?.splice(0) ?? []
    if (paths.length > 0) void opening.openPaths(paths)
  }
  window.addEventListener('fractureguard-open', take)
  take()
}
