import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { launchChromium, type Graphics } from './chromium.ts'

/** The program's own command line. */
export const command = fileURLToPath(new URL('../../bin/fractureguard', import.meta.url))
const screenshots = fileURLToPath(new URL('../../test-results/', import.meta.url))

/** The program as its user has it: served by its own command on a data folder of its own, opened in a real Chromium. */
export type ServedPage = {
  page: Page
  /**
   * What the page should not have: messages of its console that are errors, uncaught exceptions, and requests to other
   * places.
   */
  complaints: string[]
  /** As the command printed it, with the key. */
  address: string
  /** The host's process. */
  host: ChildProcess
  /** Writes test-results/NAME.png. */
  screenshot(name: string): Promise<void>
  close(): Promise<void>
}

/** Resolves with the address that the command prints, or rejects with all that it said. */
function addressOf(host: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = ''
    const listen = (text: Buffer): void => {
      said += text.toString()
      const address = /http:\/\/127\.0\.0\.1:\d+\/#key=[\w-]+/.exec(said)
      if (address) resolve(address[0])
    }
    host.stdout!.on('data', listen)
    host.stderr!.on('data', listen)
    host.once('error', reject)
    host.once('exit', (code) => reject(new Error(`The host ended with ${code}: ${said}`)))
  })
}

function watch(context: BrowserContext, origin: string): string[] {
  const complaints: string[] = []
  context.on('console', (message) => void (message.type() === 'error' && complaints.push(`console: ${message.text()}`)))
  context.on('weberror', (error) => void complaints.push(`uncaught: ${error.error().message}`))
  context.on('request', (request) => {
    const url = new URL(request.url())
    if (url.protocol.startsWith('http') && url.origin !== origin) complaints.push(`request: ${url.origin}`)
  })
  return complaints
}

/** Films of tests lie in folders for temporary files, or beside the tests. */
const usualRoots = [tmpdir(), fileURLToPath(new URL('../../', import.meta.url))]

/** On a data folder that goes with it, or on one that is given and stays, for a second start. */
export async function servePage(
  given?: string,
  roots: readonly string[] = usualRoots,
  graphics: Graphics = 'processor',
): Promise<ServedPage> {
  const home = given ?? (await mkdtemp(join(tmpdir(), 'fractureguard-home-')))
  const reach = roots.flatMap((root) => ['--root', root])
  const host = spawn(process.execPath, [command, 'serve', '--no-open', ...reach], {
    env: { ...process.env, FRACTUREGUARD_HOME: home },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let browser: Browser | undefined
  const close = async (): Promise<void> => {
    await browser?.close()
    if (host.exitCode === null && host.signalCode === null) {
      const ended = once(host, 'exit')
      host.kill('SIGTERM')
      await ended
    }
    if (!given) await rm(home, { recursive: true, force: true })
  }
  try {
    const address = await addressOf(host)
    browser = await launchChromium(graphics)
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 } })
    context.setDefaultTimeout(60_000)
    const complaints = watch(context, new URL(address).origin)
    const page = await context.newPage()
    await page.goto(address)
    const screenshot = async (name: string): Promise<void> =>
      void (await page.screenshot({ path: join(screenshots, `${name}.png`) }))
    return { page, complaints, address, host, screenshot, close }
  } catch (error) {
    await close()
    throw error
  }
}
