import { chmod, mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/** What @electron/fuses looks for in a binary; the version of the wire, its length, and a state for each fuse. */
const sentinel = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX'

/** A folder as Electron is unpacked on Linux, whose binary runs nothing but has fuses that can be set. */
export async function writeFakeElectron(folder: string, version: string, fuseCount = 9): Promise<void> {
  await mkdir(join(folder, 'resources'), { recursive: true })
  await mkdir(join(folder, 'locales'))
  const wire = Buffer.concat([Buffer.from(sentinel), Buffer.of(1, fuseCount), Buffer.alloc(fuseCount, '1')])
  await writeFile(
    join(folder, 'electron'),
    Buffer.concat([Buffer.from('\x7fELF'), Buffer.alloc(4096), wire, Buffer.alloc(4096)]),
  )
  await chmod(join(folder, 'electron'), 0o755)
  for (const name of ['LICENSE', 'LICENSES.chromium.html', 'chrome-sandbox', 'locales/en-US.pak'])
    await writeFile(join(folder, name), name)
  await writeFile(join(folder, 'version'), version)
}
