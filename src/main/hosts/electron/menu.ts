import type { ElectronCalls } from './electronCalls.ts'

/** A short menu. What the page can do stays in the page: Open presses the page's own key for it, which browsers count as a user's wish. */
export function buildMenu({ app, Menu }: ElectronCalls, window: Electron.BrowserWindow): void {
  app.setAboutPanelOptions({
    applicationName: 'FractureGuard',
    applicationVersion: app.getVersion(),
    copyright: 'Research and teaching only. Not a medical device.',
  })
  const open = {
    label: 'Open…',
    accelerator: 'CmdOrCtrl+O',
    // The page listens for this key itself.
    registerAccelerator: false,
    click: () => pressOpenKey(window),
  }
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

function pressOpenKey({ webContents }: Electron.BrowserWindow): void {
  const modifiers: Electron.KeyboardInputEvent['modifiers'] = [process.platform === 'darwin' ? 'meta' : 'control']
  for (const type of ['keyDown', 'keyUp'] as const) webContents.sendInputEvent({ type, keyCode: 'O', modifiers })
}
