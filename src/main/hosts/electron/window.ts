import type { ElectronCalls } from './electronCalls.ts'

/** A window of the program: a sandboxed page that can go nowhere else. Loads nothing yet. */
export function openWindow({ BrowserWindow }: ElectronCalls, preload: string): Electron.BrowserWindow {
  const window = new BrowserWindow({
    width: 1440,
    height: 900,
    minWidth: 900,
    minHeight: 600,
    show: false,
    title: 'FractureGuard',
    backgroundColor: '#0e0f11',
    webPreferences: {
      preload,
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      webviewTag: false,
      plugins: false,
      navigateOnDragDrop: false,
      // Its dictionaries would be downloaded.
      spellcheck: false,
    },
  })
  window.once('ready-to-show', () => window.show())
  const contents = window.webContents
  contents.setWindowOpenHandler(() => ({ action: 'deny' }))
  contents.on('will-navigate', (event) => event.preventDefault())
  contents.on('will-redirect', (event) => event.preventDefault())
  contents.on('will-attach-webview', (event) => event.preventDefault())
  return window
}

const own = /^(?:fractureguard|blob|data|devtools):/

/** Refuses every permission that a page can ask for, and every request that would leave the machine. */
export function keepToThisMachine(session: Electron.Session): void {
  session.setPermissionRequestHandler((_contents, _permission, answer) => answer(false))
  session.setPermissionCheckHandler(() => false)
  session.webRequest.onBeforeRequest(({ url }, answer) => answer({ cancel: !own.test(url) }))
}
