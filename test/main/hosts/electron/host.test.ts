import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { MessagePort as NodePort } from 'node:worker_threads'
import { createORPCClient } from '@orpc/client'
import { RPCLink } from '@orpc/client/message-port'
import { eventIterator, oc, type ContractRouterClient } from '@orpc/contract'
import { implement } from '@orpc/server'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { z } from 'zod'
import { runElectronHost, type ElectronHostOptions } from '#main/hosts/electron/host.ts'
import { portReply, portRequest } from '#shared/bridge.ts'
import { ProblemError } from '#shared/problem.ts'
import { expectedHeaders } from '../../../support/expectedHeaders.ts'
import { fakeElectron } from './fakeElectron.ts'

const contract = {
  reverse: oc.input(z.instanceof(Blob)).output(z.instanceof(Blob)),
  count: oc.input(z.number()).output(eventIterator(z.number())),
  film: oc.output(z.object({ values: z.instanceof(Int16Array), planes: z.array(z.instanceof(Uint8Array)) })),
}
const os = implement(contract)
const router = os.router({
  reverse: os.reverse.handler(async ({ input }) => new Blob([new Uint8Array(await input.arrayBuffer()).reverse()])),
  count: os.count.handler(async function* ({ input }) {
    for (let number = 1; number <= input; number++) yield number
  }),
  film: os.film.handler(() => ({
    values: Int16Array.from({ length: 7_500_000 }, (_, index) => index % 40_009),
    planes: [Uint8Array.of(5)],
  })),
})

let home: string
let pageDirectory: string
let stop: ReturnType<typeof vi.fn<() => Promise<void>>>
let unexpected: ReturnType<typeof vi.fn<(trace: object) => void>>

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'fractureguard-home-'))
  pageDirectory = await mkdtemp(join(tmpdir(), 'fractureguard-page-'))
  await writeFile(join(pageDirectory, 'index.html'), '<!doctype html><title>The page</title>')
  stop = vi.fn(async () => undefined)
  unexpected = vi.fn()
})
const quitted: ReturnType<typeof fakeElectron>['app'][] = []
afterEach(() => quitted.splice(0).forEach((app) => app.emit('will-quit')))
afterEach(() => Promise.all([home, pageDirectory].map((folder) => rm(folder, { recursive: true }))))

function parts(changes: Partial<ElectronHostOptions> = {}): ElectronHostOptions {
  return {
    createApplication: async () => ({ router, stop, unexpected }),
    home,
    pageDirectory,
    preload: '/preload.cjs',
    ...changes,
  }
}

async function running() {
  const fake = fakeElectron()
  quitted.push(fake.app)
  await runElectronHost(fake.electron, parts())
  return { ...fake, window: fake.seen.windows[0]! }
}

const prevented = { preventDefault: () => undefined }

describe('the window', () => {
  it('is one sandboxed page of the program’s own scheme', async () => {
    const { seen, window } = await running()
    expect(seen.windows).toHaveLength(1)
    expect(window.url).toBe('fractureguard://page/')
    // Whole, so that a setting that is loosened, or added, is noticed.
    expect(window.options).toEqual({
      width: 1440,
      height: 900,
      minWidth: 900,
      minHeight: 600,
      show: false,
      title: 'FractureGuard',
      backgroundColor: '#0e0f11',
      webPreferences: {
        preload: '/preload.cjs',
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
        spellcheck: false,
      },
    })
    expect(seen.schemes).toEqual([
      { scheme: 'fractureguard', privileges: { standard: true, secure: true, supportFetchAPI: true } },
    ])
  })

  it('appears when it has something to show', async () => {
    const { window } = await running()
    expect(window.done).toEqual([])
    window.emit('ready-to-show')
    expect(window.done).toEqual(['show'])
  })

  it('opens no other window, goes nowhere else and embeds nothing', async () => {
    const { window } = await running()
    expect(window.webContents.opensWindow?.({ url: 'https://example.org' })).toEqual({ action: 'deny' })
    for (const event of ['will-navigate', 'will-redirect', 'will-attach-webview']) {
      const preventDefault = vi.fn()
      window.webContents.emit(event, { preventDefault })
      expect(preventDefault, event).toHaveBeenCalledOnce()
    }
  })

  it('asks for a second one, under the same rules, which shows film after film and closes with it', async () => {
    const { seen, window } = await running()
    const ask = (url: string) => expect(window.webContents.opensWindow?.({ url })).toEqual({ action: 'deny' })
    const film = (name: string, number: number) => `fractureguard://page/#/read/film/${name}/${number}`
    for (const url of [
      'fractureguard://page/',
      'fractureguard://page/#/settings',
      'fractureguard://page/x#/read/film/a/1',
      'https://example.org/#/read/film/a/1',
      film('../a', 1),
    ])
      ask(url)
    expect(seen.windows).toHaveLength(1)
    ask(film('a', 1))
    const second = seen.windows[1]!
    expect([second.url, second.options]).toEqual([film('a', 1), window.options])
    second.emit('ready-to-show')
    ask(film('b', 2))
    expect([seen.windows.length, second.url, second.done]).toEqual([2, film('b', 2), ['show', 'focus']])
    expect(second.webContents.opensWindow?.({ url: film('c', 3) })).toEqual({ action: 'deny' })
    for (const event of ['will-navigate', 'will-redirect', 'will-attach-webview']) {
      const preventDefault = vi.fn()
      second.webContents.emit(event, { preventDefault })
      expect(preventDefault, event).toHaveBeenCalledOnce()
    }
    second.close()
    ask(film('d', 4))
    expect(seen.windows).toHaveLength(3)
    window.close()
    expect(seen.windows[2]!.destroyed).toBe(true)
  })

  it('comes forward when the program is started once more', async () => {
    const { app, window } = await running()
    window.minimized = true
    app.emit('second-instance')
    expect(window.done).toEqual(['restore', 'focus'])
    window.destroyed = true
    app.emit('second-instance')
    expect(window.done).toEqual(['restore', 'focus'])
  })

  it('has a menu whose Open is the page’s own file chooser, asked for by its user', async () => {
    const { seen, window } = await running()
    const items = seen.menu.flatMap((menu) => menu.submenu ?? [])
    items.find((item) => item.label === 'Open…')!.click!()
    expect(window.webContents.scripts).toEqual([{ code: expect.stringContaining('choose-files'), asUser: true }])
    expect(items.map((item) => item.role)).toEqual(expect.arrayContaining(['quit', 'about']))
  })
})

describe('what the page may do', () => {
  it('gets its files with the content security policy, and nothing of another host', async () => {
    const { seen } = await running()
    const get = seen.handlers.get('fractureguard')!
    const page = await get(new Request('fractureguard://page/'))
    expect(page.status).toBe(200)
    expect(await page.text()).toContain('The page')
    expect(Object.fromEntries(page.headers)).toEqual({
      ...expectedHeaders,
      'cache-control': 'no-cache',
      'content-type': 'text/html; charset=utf-8',
    })
    const missing = await get(new Request('fractureguard://page/none.js'))
    expect(missing.status).toBe(404)
    expect(Object.fromEntries(missing.headers)).toMatchObject(expectedHeaders)
    expect((await get(new Request('fractureguard://other/'))).status).toBe(404)
  })

  it('is granted no permission', async () => {
    const { seen } = await running()
    for (const permission of ['media', 'geolocation', 'notifications', 'openExternal'])
      expect(await seen.mayUse!(permission)).toBe(false)
    expect(seen.mayCheck!()).toBe(false)
  })

  it('reaches nothing beyond this program', async () => {
    const { seen } = await running()
    for (const url of ['https://example.org/', 'http://127.0.0.1/', 'file:///etc/hosts', 'ws://127.0.0.1/']) {
      expect(await seen.isCancelled!(url), url).toBe(true)
    }
    for (const url of ['fractureguard://page/', 'blob:fractureguard://page/1', 'data:,'])
      expect(await seen.isCancelled!(url), url).toBe(false)
  })
})

describe('the port', () => {
  type Frame = {
    url: string
    parent: object | null
    postMessage: (message: string, _body: null, ports: NodePort[]) => void
  }

  async function ask(change: Partial<Frame> = {}): Promise<NodePort | undefined> {
    const { ipcMain } = await running()
    let port: NodePort | undefined
    const postMessage: Frame['postMessage'] = (message, _body, ports) => {
      expect(message).toBe(portReply)
      port = ports[0]
    }
    ipcMain.emit(portRequest, { senderFrame: { url: 'fractureguard://page/', parent: null, postMessage, ...change } })
    return port
  }

  it('carries calls, bytes and streams', async () => {
    const port = (await ask())!
    const client: ContractRouterClient<typeof contract> = createORPCClient(
      new RPCLink({ port: port as unknown as MessagePort }),
    )
    port.start()
    const reversed = await client.reverse(new Blob([new Uint8Array([1, 2, 3])]))
    expect([...new Uint8Array(await reversed.arrayBuffer())]).toEqual([3, 2, 1])
    const seen: number[] = []
    for await (const number of await client.count(5)) seen.push(number)
    expect(seen).toEqual([1, 2, 3, 4, 5])
    port.close()
  })

  it('carries films as the typed arrays that they are, beside bytes', async () => {
    const port = (await ask())!
    const client: ContractRouterClient<typeof contract> = createORPCClient(
      new RPCLink({ port: port as unknown as MessagePort }),
    )
    port.start()
    const [{ values, planes }, blob, again] = await Promise.all([
      client.film(),
      client.reverse(new Blob(['ab'])),
      client.film(),
    ])
    expect([values.length, again.values.length]).toEqual([7_500_000, 7_500_000])
    expect(values.every((value, index) => value === ((index % 40_009) << 16) >> 16)).toBe(true)
    expect([planes, await blob.text()]).toEqual([[Uint8Array.of(5)], 'ba'])
    port.close()
  })

  it('ends with what is no message, and nothing else does', async () => {
    for (const message of ['{', null, 5, {}, { i: '1', p: { u: 5 } }, Uint8Array.of(255), new ArrayBuffer(3)]) {
      const port = (await ask())!
      const closed = new Promise((resolve) => port.once('close', resolve))
      port.postMessage(message)
      await closed
    }
  })

  it('is not handed out where the page has gone meanwhile', async () => {
    const { ipcMain } = await running()
    const gone = {
      get senderFrame(): never {
        throw new Error('Render frame was disposed before WebFrameMain could be accessed')
      },
    }
    expect(() => ipcMain.emit(portRequest, gone)).not.toThrow()
    const postMessage = (): never => {
      throw new Error('Render frame was disposed before WebFrameMain could be accessed')
    }
    const frame = { url: 'fractureguard://page/', parent: null, postMessage }
    expect(() => ipcMain.emit(portRequest, { senderFrame: frame })).not.toThrow()
  })

  it('is for the page alone', async () => {
    expect(await ask({ url: 'https://example.org/' })).toBeUndefined()
    expect(await ask({ url: 'fractureguard://page.example/' })).toBeUndefined()
    expect(await ask({ parent: {} })).toBeUndefined()
  })
})

describe('start and end', () => {
  it('leaves at once where the program already runs', async () => {
    const { electron, seen } = fakeElectron({ isFirst: false })
    const createApplication = vi.fn()
    await runElectronHost(electron, parts({ createApplication }))
    expect(seen.quits).toBe(1)
    expect(createApplication).not.toHaveBeenCalled()
    expect(seen.windows).toEqual([])
  })

  it('keeps Electron’s profile inside the program’s data', async () => {
    const { seen } = await running()
    expect([...seen.paths]).toEqual([['userData', join(home, 'window')]])
    if (process.platform !== 'win32') expect((await stat(join(home, 'window'))).mode & 0o777).toBe(0o700)
  })

  it('runs none of Electron’s own errands', async () => {
    const { seen } = await running()
    expect(seen.switches).toEqual([
      'disable-background-networking',
      'disable-component-update',
      'disable-domain-reliability',
    ])
  })

  it('quits with its window, and only after the application has stopped', async () => {
    const { app, seen } = await running()
    app.emit('window-all-closed')
    expect(seen.quits).toBe(1)
    const stopped = Promise.withResolvers<void>()
    stop.mockReturnValue(stopped.promise)
    app.emit('before-quit', prevented)
    expect(stop).toHaveBeenCalledOnce()
    expect(seen.exits).toEqual([])
    stopped.resolve()
    await vi.waitFor(() => expect(seen.exits).toEqual([0]))
  })

  it('ends although a drive does not answer', async () => {
    const fake = fakeElectron()
    const endIfHeldUp = vi.fn(async () => undefined)
    await runElectronHost(fake.electron, parts({ endIfHeldUp }))
    fake.app.emit('before-quit', prevented)
    await vi.waitFor(() => expect(fake.seen.exits).toEqual([0]))
    expect(endIfHeldUp).toHaveBeenCalledExactlyOnceWith(0)
  })

  it('hands films to its page that the system opens with it, before and after the page is there', async () => {
    const fake = fakeElectron()
    quitted.push(fake.app)
    const film = join(pageDirectory, 'a "b" film.dcm')
    await writeFile(film, '')
    await runElectronHost(fake.electron, parts({ argv: ['--no-sandbox', film, join(pageDirectory, 'missing.dcm')] }))
    const { webContents } = fake.seen.windows[0]!
    expect(webContents.scripts).toEqual([])
    webContents.emit('did-finish-load')
    fake.app.emit('second-instance', {}, ['/program', 'a "b" film.dcm', '--flag'], pageDirectory)
    fake.app.emit('open-file', prevented, film)
    const taken: unknown[] = []
    for (const { code } of webContents.scripts) {
      const window = { openedBySystem: [] as string[], dispatchEvent: () => taken.push(...window.openedBySystem) }
      new Function('window', code)(window)
    }
    expect(taken).toEqual([film, film, film])
  })

  it('notes errors that reach no handler and goes on, and quits after many', async () => {
    const before = process.listeners('uncaughtException')
    const { app, seen } = await running()
    const [onException] = process.listeners('uncaughtException').filter((listener) => !before.includes(listener))
    const thrown = new RangeError('Muster^Anna')
    onException!(thrown, 'uncaughtException')
    onException!(thrown, 'uncaughtException')
    expect(unexpected.mock.calls.map(([trace]) => trace)).toEqual([
      expect.objectContaining({ name: 'RangeError' }),
      expect.objectContaining({ name: 'RangeError' }),
    ])
    expect(JSON.stringify(unexpected.mock.calls)).not.toContain('Muster')
    expect(seen.messages).toEqual([new ProblemError('unexpected').message])
    expect([seen.quits, seen.exits]).toEqual([0, []])
    for (let count = 0; count < 20; count++) onException!(thrown, 'uncaughtException')
    expect(seen.quits).toBeGreaterThan(0)
    app.emit('will-quit')
    expect(process.listeners('uncaughtException')).toEqual(expect.not.arrayContaining([onException]))
  })

  it('says why it cannot start, and exits with 1', async () => {
    const { electron, seen } = fakeElectron()
    const createApplication = async () => {
      throw new ProblemError('home-not-writable')
    }
    await runElectronHost(electron, parts({ createApplication }))
    expect(seen.errors).toEqual([expect.stringContaining('is not writable')])
    expect(seen.exits).toEqual([1])
    expect(seen.windows).toEqual([])
  })

  it('says so where the data cannot be kept', async () => {
    const { electron, seen } = fakeElectron()
    await writeFile(join(home, 'file'), '')
    await runElectronHost(electron, parts({ home: join(home, 'file', 'data') }))
    expect(seen.errors).toEqual([expect.stringContaining('FRACTUREGUARD_HOME')])
    expect(seen.exits).toEqual([1])
  })
})
