/** All of Electron that this host calls. Passed in, so that the host runs in tests against a fake of these few. */
export type ElectronCalls = Pick<
  typeof import('electron'),
  | 'app'
  | 'BrowserWindow'
  | 'dialog'
  | 'ipcMain'
  | 'Menu'
  | 'MessageChannelMain'
  | 'protocol'
  | 'session'
  | 'utilityProcess'
>
