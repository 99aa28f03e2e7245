import { chmod, mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises'
import { delimiter, dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { openInBrowser } from '#main/hosts/browser/openInBrowser.ts'
import { newFolder } from '../../../support/folder.ts'

const address = 'http://127.0.0.1:40123/#key=dGhpcyBpcyB0aGUga2V5IG9mIGEgdGVzdA'

let folder: string
let temporary: string

/** A program of this name on the search path, which runs these lines of a shell. */
async function program(name: string, lines: string): Promise<void> {
  await writeFile(join(folder, 'bin', name), `#!/bin/sh\n${lines}\n`)
  await chmod(join(folder, 'bin', name), 0o755)
}

/** What the opener was given. */
const given = async (): Promise<string> =>
  vi.waitFor(async () => {
    const text = await readFile(join(folder, 'given'), 'utf8')
    expect(text).toContain('\n')
    return text.trim()
  })

beforeEach(async () => {
  folder = await newFolder()
  temporary = join(folder, 'tmp')
  await mkdir(temporary)
  await mkdir(join(folder, 'bin'))
  await program('xdg-open', `echo "$@" > '${join(folder, 'given')}'`)
  await program('xdg-settings', 'echo firefox.desktop')
  vi.stubEnv('PATH', [join(folder, 'bin'), process.env.PATH].join(delimiter))
  vi.stubEnv('TMPDIR', temporary)
  vi.stubEnv('HOME', folder)
})
afterEach(() => void vi.unstubAllEnvs())

describe.skipIf(process.platform === 'win32')('opening the browser', () => {
  it('names in the list of processes a file that only its owner reads, and not the key', async () => {
    const { opened, close } = await openInBrowser(address, 'linux')
    expect(opened).toBe(true)
    const file = await given()
    expect(file).not.toContain('key')
    expect(file.startsWith(temporary)).toBe(true)
    expect([(await stat(file)).mode & 0o777, (await stat(dirname(file))).mode & 0o777]).toEqual([0o600, 0o700])
    expect(await readFile(file, 'utf8')).toContain(`<meta http-equiv="refresh" content="0; url=${address}">`)
    await close()
    expect(await readdir(temporary)).toEqual([])
  })

  it('puts the file where a browser that comes as a snap can read it', async () => {
    await program('xdg-settings', 'echo firefox_firefox.desktop')
    const common = join(folder, 'snap', 'firefox', 'common')
    await mkdir(common, { recursive: true })
    const { close } = await openInBrowser(address, 'linux')
    expect((await given()).startsWith(common)).toBe(true)
    await close()
    expect(await readdir(common)).toEqual([])
  })

  it('leaves nothing behind where no browser can be opened', async () => {
    vi.stubEnv('PATH', join(folder, 'nowhere'))
    expect((await openInBrowser(address, 'linux')).opened).toBe(false)
    expect(await readdir(temporary)).toEqual([])
  })
})
