import { EventEmitter } from 'node:events'
import { existsSync } from 'node:fs'
import { MessageChannel, type MessagePort } from 'node:worker_threads'
import type { ElectronCalls } from '#main/hosts/electron/electronCalls.ts'

type Handler = (request: Request) => Response | Promise<Response>
type MenuEntry = { label?: string; role?: string; click?: () => void; submenu?: MenuEntry[] }

class FakeContents extends EventEmitter {
  opensWindow: ((details: { url: string }) => { action: string }) | undefined
  readonly scripts: { code: string; asUser: boolean }[] = []
  setWindowOpenHandler(handler: (details: { url: string }) => { action: string }): void {
    this.opensWindow = handler
  }
  async executeJavaScript(code: string, asUser: boolean): Promise<void> {
    this.scripts.push({ code, asUser })
  }
}

class FakeWindow extends EventEmitter {
  readonly webContents = new FakeContents()
  readonly options: Electron.BrowserWindowConstructorOptions
  readonly done: string[] = []
  url: string | undefined
  destroyed = false
  minimized = false
  constructor(options: Electron.BrowserWindowConstructorOptions) {
    super()
    this.options = options
  }
  async loadURL(url: string): Promise<void> {
    this.url = url
  }
  isDestroyed(): boolean {
    return this.destroyed
  }
  isMinimized(): boolean {
    return this.minimized
  }
  close(): void {
    this.destroyed = true
    this.emit('closed')
  }
  show(): void {
    this.done.push('show')
  }
  restore(): void {
    this.done.push('restore')
  }
  focus(): void {
    this.done.push('focus')
  }
}

/** Node's port with the two differences of Electron's: the message comes wrapped, and it has no addEventListener. */
function electronPort(port: MessagePort): object {
  const on = (event: string, listener: (event?: { data: unknown }) => void): void => {
    port.on(event as 'message', (data: unknown) => listener(event === 'message' ? { data } : undefined))
    // Node starts a port when it gets a listener; Electron's waits.
  }
  return {
    on,
    postMessage: (message: unknown) => port.postMessage(message),
    start: () => port.start(),
    close: () => port.close(),
  }
}

export class FakeChild extends EventEmitter {
  readonly modulePath: string
  readonly options: { stdio: string[] }
  readonly posted: unknown[] = []
  pid: number | undefined
  terminations = 0
  constructor(modulePath: string, options: { stdio: string[] }) {
    super()
    this.modulePath = modulePath
    this.options = options
  }
  postMessage(message: unknown): void {
    this.posted.push(message)
  }
  kill(): boolean {
    this.terminations++
    return true
  }
}

/** The few calls of Electron that the host makes, recording what it asked for. */
export function fakeElectron({ isFirst = true } = {}) {
  const seen = {
    paths: new Map<string, string>(),
    switches: [] as string[],
    schemes: [] as { scheme: string; privileges: Record<string, boolean> }[],
    handlers: new Map<string, Handler>(),
    windows: [] as FakeWindow[],
    children: [] as FakeChild[],
    errors: [] as string[],
    messages: [] as string[],
    exits: [] as number[],
    quits: 0,
    menu: [] as MenuEntry[],
    mayUse: undefined as ((permission: string) => Promise<boolean>) | undefined,
    mayCheck: undefined as (() => boolean) | undefined,
    isCancelled: undefined as ((url: string) => Promise<boolean>) | undefined,
  }
  const app = Object.assign(new EventEmitter(), {
    setPath: (name: string, path: string) => {
      if (!existsSync(path)) throw new Error(`Failed to set '${name}' path`)
      seen.paths.set(name, path)
    },
    commandLine: { appendSwitch: (name: string) => seen.switches.push(name) },
    requestSingleInstanceLock: () => isFirst,
    whenReady: async () => undefined,
    quit: () => void seen.quits++,
    exit: (code: number) => seen.exits.push(code),
    getVersion: () => '0.0.0',
    setAboutPanelOptions: () => undefined,
  })
  const ipcMain = new EventEmitter()
  const session = {
    setPermissionRequestHandler: (
      handler: (contents: null, permission: string, answer: (granted: boolean) => void) => void,
    ) => {
      seen.mayUse = (permission) => new Promise((resolve) => handler(null, permission, resolve))
    },
    setPermissionCheckHandler: (handler: () => boolean) => void (seen.mayCheck = handler),
    webRequest: {
      onBeforeRequest: (handler: (details: { url: string }, answer: (answer: { cancel: boolean }) => void) => void) => {
        seen.isCancelled = (url) => new Promise((resolve) => handler({ url }, ({ cancel }) => resolve(cancel)))
      },
    },
  }
  const calls = {
    app,
    ipcMain,
    dialog: {
      showErrorBox: (_title: string, text: string) => seen.errors.push(text),
      showMessageBox: async ({ message }: { message: string }) => seen.messages.push(message),
    },
    session: { defaultSession: session },
    protocol: {
      registerSchemesAsPrivileged: (schemes: typeof seen.schemes) => seen.schemes.push(...schemes),
      handle: (scheme: string, handler: Handler) => seen.handlers.set(scheme, handler),
    },
    Menu: {
      buildFromTemplate: (template: MenuEntry[]) => template,
      setApplicationMenu: (menu: MenuEntry[]) => void (seen.menu = menu),
    },
    BrowserWindow: class extends FakeWindow {
      constructor(options: Electron.BrowserWindowConstructorOptions) {
        super(options)
        seen.windows.push(this)
      }
    },
    MessageChannelMain: class {
      readonly port1: object
      readonly port2: MessagePort
      constructor() {
        const { port1, port2 } = new MessageChannel()
        this.port1 = electronPort(port1)
        this.port2 = port2
      }
    },
    utilityProcess: {
      fork: (modulePath: string, _args: string[], options: { stdio: string[] }) => {
        const child = new FakeChild(modulePath, options)
        seen.children.push(child)
        return child
      },
    },
  }
  return { electron: calls as unknown as ElectronCalls, app, ipcMain, seen }
}
