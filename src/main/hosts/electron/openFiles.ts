import { existsSync } from 'node:fs'
import { resolve } from 'node:path'

/** The event by which a page is told of files that its system opens with the program. */
const openEvent = 'fractureguard-open'

/** Files and folders among the words of a command line; others are options of Electron. */
export function pathsIn(argv: readonly string[], folder = process.cwd()): string[] {
  return argv
    .filter((word) => !word.startsWith('-'))
    .map((word) => resolve(folder, word))
    .filter((path) => existsSync(path))
}

/** Tells the page of paths, once it is there. */
export function openFilesIn({ webContents }: Electron.BrowserWindow): (paths: readonly string[]) => void {
  const waiting: string[] = []
  let isThere = false
  const tell = (paths: readonly string[]): void => {
    // The page may still be waiting for its connection: it takes them when it is ready.
    const keep = `(window.openedBySystem ??= []).push(...${JSON.stringify(paths)})`
    void webContents.executeJavaScript(`${keep}; window.dispatchEvent(new Event('${openEvent}'))`)
  }
  webContents.on('did-finish-load', () => {
    isThere = true
    if (waiting.length > 0) tell(waiting.splice(0))
  })
  return (paths) => {
    if (paths.length === 0) return
    if (isThere) tell(paths)
    else waiting.push(...paths)
  }
}
