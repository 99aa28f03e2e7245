import { filmInAddress } from '#shared/secondWindow.ts'
import type { ElectronCalls } from './electronCalls.ts'
import { pageUrl } from './pageProtocol.ts'
import { openWindow } from './window.ts'

/**
 * Lets the first window ask for a second one, for another screen. It is the same page under the same rules, and shows the
 * film that its address names; asked for again, it shows the next one. Every other address is refused. It closes with the
 * first window.
 */
export function allowSecondWindow(electron: ElectronCalls, first: Electron.BrowserWindow, preload: string): void {
  let second: Electron.BrowserWindow | undefined
  first.webContents.setWindowOpenHandler(({ url }) => {
    if (url.startsWith(`${pageUrl}#`) && filmInAddress(url) !== undefined) {
      if (!second || second.isDestroyed()) second = openWindow(electron, preload)
      else second.focus()
      void second.loadURL(url)
    }
    // This program opens it, with its own settings: none are taken from the page.
    return { action: 'deny' }
  })
  first.once('closed', () => {
    if (second && !second.isDestroyed()) second.close()
  })
}
