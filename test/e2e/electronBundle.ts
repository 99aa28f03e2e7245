// Runs the built Electron program on plain Node: `node electronBundle.ts FILE`. What Electron would give is the fake of
// the host's tests, except for the compute process, which is a real child. Opens FILE and reads it through the page's
// port, prints the reading, and quits. FRACTUREGUARD_PROGRAM: folder of the program, instead of these sources.
import { fork } from 'node:child_process'
import { registerHooks } from 'node:module'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import type { MessagePort as NodePort } from 'node:worker_threads'
import { createORPCClient } from '@orpc/client'
import { RPCLink } from '@orpc/client/message-port'
import type { ContractRouterClient } from '@orpc/contract'
import { portRequest } from '#shared/bridge.ts'
import type { contract } from '#shared/contract/index.ts'
import { fakeElectron } from '../main/hosts/electron/fakeElectron.ts'

const { electron, app, ipcMain, seen } = fakeElectron()
const children: ReturnType<typeof fork>[] = []

function forkReally(modulePath: string): object {
  const child = fork(modulePath, [], {
    serialization: 'advanced',
    execArgv: [],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  children.push(child)
  return Object.assign(child, { postMessage: (message: object) => child.send(message) })
}

// A system without a key store: secrets lie in a file, as the host says.
const safeStorage = { isEncryptionAvailable: () => false }
const shim = { ...electron, safeStorage, utilityProcess: { fork: forkReally } }
Object.assign(globalThis, { electronShim: shim })
const source = `export const { ${Object.keys(shim).join(', ')} } = globalThis.electronShim`
registerHooks({
  resolve: (specifier, context, next) =>
    specifier === 'electron'
      ? { url: `data:text/javascript,${encodeURIComponent(source)}`, shortCircuit: true }
      : next(specifier, context),
})

async function until<T>(look: () => T | undefined): Promise<T> {
  for (;;) {
    const found = look()
    if (found !== undefined) return found
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

const program = process.env.FRACTUREGUARD_PROGRAM ?? fileURLToPath(new URL('../..', import.meta.url))
await import(pathToFileURL(join(program, 'out', 'main', 'electron.js')).href)
const url = await until(() => seen.windows[0]?.url)
const page = await seen.handlers.get('fractureguard')!(new Request(url))
let port: NodePort | undefined
const postMessage = (_message: string, _body: null, ports: NodePort[]): void => void (port = ports[0])
ipcMain.emit(portRequest, { senderFrame: { url, parent: null, postMessage } })
const client: ContractRouterClient<typeof contract> = createORPCClient(
  new RPCLink({ port: (await until(() => port)) as unknown as MessagePort }),
)
port!.start()

let reading: unknown
for await (const opened of await client.studies.open({ paths: process.argv.slice(2) })) {
  if (opened.type === 'film') reading = await client.readings.read({ filmId: opened.film.filmId, frame: 0 })
}
port!.close()
app.emit('before-quit', { preventDefault: () => undefined })
const exitCode = await until(() => seen.exits[0])
const allEnded = children.every((child) => child.exitCode !== null || child.signalCode !== null)
process.stdout.write(
  JSON.stringify({ url, status: page.status, about: reading, children: children.length, allEnded, exitCode }),
)
