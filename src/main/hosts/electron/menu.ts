import type { ElectronCalls } from './electronCalls.ts'

/** A short menu. What the page can do stays in the page: Open is the page's own file chooser. */
export function buildMenu({ app, Menu }: ElectronCalls, window: Electron.BrowserWindow): void {
  app.setAboutPanelOptions({
    applicationName: 'FractureGuard',
    applicationVersion: app.getVersion(),
    copyright: 'Research and teaching only. Not a medical device.',
  })
  const open = { label: 'Open…', accelerator: 'CmdOrCtrl+O', click: () => void chooseFiles(window) }
  const template: Electron.MenuItemConstructorOptions[] = [
    { role: 'fileMenu', submenu: [open, { type: 'separator' }, { role: 'quit' }] },
    { role: 'editMenu' },
    { label: 'View', submenu: [{ role: 'reload' }, { role: 'togglefullscreen' }, { role: 'toggleDevTools' }] },
    { role: 'windowMenu' },
    { role: 'help', submenu: [{ role: 'about' }] },
  ]
  if (process.platform === 'darwin') template.unshift({ role: 'appMenu' })
  Menu.setApplicationMenu(Menu.buildFromTemplate(template))
}

/** A page may show a file chooser only when its user acted; the second argument says that this was so. */
async function chooseFiles({ webContents }: Electron.BrowserWindow): Promise<void> {
  await webContents.executeJavaScript(`document.querySelector('[data-testid="choose-files"]')?.click()`, true)
}
