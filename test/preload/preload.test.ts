import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { portReply, portRequest } from '#shared/bridge.ts'

const electron = vi.hoisted(() => ({
  contextBridge: { exposeInMainWorld: vi.fn() },
  ipcRenderer: { send: vi.fn(), on: vi.fn() },
  webUtils: { getPathForFile: vi.fn(() => '/films/a.dcm') },
}))
vi.mock('electron', () => electron)

type Listener = (event: { source: unknown; data: unknown }) => void

let hear: Listener
const window = {
  addEventListener: vi.fn((name: string, listener: Listener) => {
    expect(name).toBe('message')
    hear = listener
  }),
  postMessage: vi.fn(),
}

beforeEach(async () => {
  vi.stubGlobal('window', window)
  vi.resetModules()
  vi.clearAllMocks()
  await import('../../src/preload/index.ts')
})
afterEach(() => void vi.unstubAllGlobals())

describe('the preload', () => {
  it('gives the page one function, and nothing of Electron’s', () => {
    expect(electron.contextBridge.exposeInMainWorld.mock.calls).toEqual([
      ['fractureguard', { pathOf: expect.any(Function) }],
    ])
    const [, bridge] = electron.contextBridge.exposeInMainWorld.mock.calls[0] as [
      string,
      { pathOf(file: File): string },
    ]
    expect(bridge.pathOf(new File([], 'a.dcm'))).toBe('/films/a.dcm')
    expect(window.addEventListener).toHaveBeenCalledOnce()
  })

  it('asks for a port when its own page does, and for nobody else', () => {
    const other = { ...window }
    hear({ source: other, data: portRequest })
    hear({ source: null, data: portRequest })
    hear({ source: window, data: 'fractureguard:other' })
    hear({ source: window, data: { portRequest } })
    expect(electron.ipcRenderer.send).not.toHaveBeenCalled()
    hear({ source: window, data: portRequest })
    expect(electron.ipcRenderer.send.mock.calls).toEqual([[portRequest]])
  })

  it('hands the port on to its own page', () => {
    expect(electron.ipcRenderer.on.mock.calls.map(([name]) => name as string)).toEqual([portReply])
    const [, answer] = electron.ipcRenderer.on.mock.calls[0] as [string, (event: { ports: unknown[] }) => void]
    answer({ ports: ['port'] })
    expect(window.postMessage.mock.calls).toEqual([[portReply, '*', ['port']]])
  })
})
