import { execFile, spawn } from 'node:child_process'
import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises'
import { homedir, tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

/** The system's own way to open a file. Windows takes it through a shell-free call, as cmd has letters of its own. */
function opener(platform: NodeJS.Platform): [command: string, ...args: string[]] {
  if (platform === 'darwin') return ['open']
  if (platform === 'win32') return ['rundll32', 'url.dll,FileProtocolHandler']
  return ['xdg-open']
}

export type OpenedInBrowser = {
  /** False where the system has no way to open a browser; the address was printed anyway. */
  opened: boolean
  /** Takes away the file that led there. */
  close(): Promise<void>
}

/**
 * Opens an address that holds a key in the default browser. Every user of a machine can read what commands were given,
 * so the command is given a file that only its owner can read, and that leads on to the address.
 */
export async function openInBrowser(
  url: string,
  platform: NodeJS.Platform = process.platform,
): Promise<OpenedInBrowser> {
  const folder = await mkdtemp(join(await readableFolder(platform), 'fractureguard-'))
  const close = (): Promise<void> => rm(folder, { recursive: true, force: true })
  const file = join(folder, 'open.html')
  await writeFile(file, leadingTo(url), { mode: 0o600, flag: 'wx' })
  const [command, ...args] = opener(platform)
  const opened = await new Promise<boolean>((resolve) => {
    const child = spawn(command, [...args, file], { stdio: 'ignore', detached: true })
    child.once('error', () => resolve(false))
    child.once('spawn', () => {
      child.unref()
      resolve(true)
    })
  })
  if (!opened) await close()
  return { opened, close }
}

const leadingTo = (url: string): string => `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="referrer" content="no-referrer">
<meta http-equiv="refresh" content="0; url=${url}">
<title>Opening FractureGuard</title>
<p><a href="${url}">Open FractureGuard</a></p>
</html>
`

/** A browser that comes as a snap sees a folder for temporary files of its own, and of the user's only few others. */
async function readableFolder(platform: NodeJS.Platform): Promise<string> {
  if (platform !== 'linux') return tmpdir()
  const asked = await promisify(execFile)('xdg-settings', ['get', 'default-web-browser'], { timeout: 5_000 }).catch(
    () => ({ stdout: '' }),
  )
  const snap = /^([a-z0-9-]+)_[\w.-]+\.desktop$/.exec(asked.stdout.trim())?.[1]
  const shared = snap && join(homedir(), 'snap', snap, 'common')
  return shared && (await stat(shared).catch(() => undefined))?.isDirectory() ? shared : tmpdir()
}
