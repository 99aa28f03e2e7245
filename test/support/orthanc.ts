import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { connect, createServer, type AddressInfo, type Server } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { newFolder } from './folder.ts'

/** Where Orthanc is unpacked; see scripts/testArchive.ts. */
const folder = process.env.FRACTUREGUARD_ORTHANC
export const hasOrthanc = folder !== undefined

export type Orthanc = {
  /** Of DICOMweb, on this machine alone. */
  base: string
  /** Of DIMSE, on this machine alone; its AE title is ORTHANC. */
  dicomPort: number
  store(file: Uint8Array): Promise<void>
  close(): Promise<void>
}

const insidePort = 8042
const insideDicomPort = 4242

/** An empty archive that cannot be reached from another machine. `more`: other settings of Orthanc. */
export async function startOrthanc(more: Readonly<Record<string, unknown>> = {}): Promise<Orthanc> {
  const place = await newFolder()
  const plugins = join(folder!, 'usr/lib/orthanc')
  // Of a folder Orthanc takes only names that end with `.so`, and Debian's end with the version.
  const plugin = readdirSync(plugins).find((name) => name.startsWith('libOrthancDicomWeb.so'))!
  const configuration = join(place, 'orthanc.json')
  const settings = {
    StorageDirectory: join(place, 'store'),
    IndexDirectory: join(place, 'store'),
    HttpPort: insidePort,
    DicomServerEnabled: true,
    DicomPort: insideDicomPort,
    DicomAet: 'ORTHANC',
    DicomCheckCalledAet: true,
    DicomAlwaysAllowStore: true,
    DicomAlwaysAllowFind: true,
    DicomAlwaysAllowGet: true,
    DicomAlwaysAllowEcho: true,
    RemoteAccessAllowed: false,
    Plugins: [join(plugins, plugin)],
    DicomWeb: { Enable: true, Root: '/dicom-web/' },
    ...more,
  }
  await writeFile(configuration, JSON.stringify(settings))
  const [socket, dicomSocket] = [join(place, 'socket'), join(place, 'dicom')]
  const inside = join(import.meta.dirname, 'orthancInside.ts')
  const script = [inside, folder!, configuration, socket, String(insidePort), dicomSocket, String(insideDicomPort)]
  const child = spawn('unshare', ['--net', '--map-root-user', process.execPath, ...script], {
    stdio: ['pipe', 'ignore', 'inherit'],
  })
  const [server, dicomServer] = await Promise.all([socket, dicomSocket].map(wayTo))
  const root = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  for (;;) {
    if (child.exitCode !== null) throw new Error(`Orthanc ended with ${child.exitCode}.`)
    const answer = await fetch(`${root}/dicom-web/studies?limit=1`).catch(() => undefined)
    if (answer?.ok) break
    if (answer) throw new Error(`Orthanc answers ${answer.status}.`)
    await sleep(100)
  }
  return {
    base: `${root}/dicom-web`,
    dicomPort: (dicomServer.address() as AddressInfo).port,
    store: async (file) => {
      const answer = await fetch(`${root}/instances`, { method: 'POST', body: file as Uint8Array<ArrayBuffer> })
      if (!answer.ok) throw new Error(`Orthanc answers ${answer.status}: ${await answer.text()}`)
    },
    close: async () => {
      child.stdin.end()
      if (child.exitCode === null) await once(child, 'exit')
      server.close()
      dicomServer.close()
    },
  }
}

/** A port of this machine that leads to a socket of the file system. */
async function wayTo(socket: string): Promise<Server> {
  const server = createServer((near) => {
    const far = connect(socket)
    for (const [one, other] of [
      [near, far],
      [far, near],
    ]) {
      one.on('error', () => undefined)
      one.once('close', () => other.destroy())
      one.pipe(other)
    }
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  return server
}
