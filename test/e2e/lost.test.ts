import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { dicomPhantom } from '../support/dicomPhantom.ts'
import { childrenOf } from '../support/processes.ts'
import { tcpProxy, type TcpProxy } from '../support/tcpProxy.ts'
import { pageFindings } from './pageFindings.ts'
import { hasChromium } from './chromium.ts'
import { dragOnFilm } from './dragOnFilm.ts'
import { servePage, type ServedPage } from './servedPage.ts'

let folder: string
let served: ServedPage
let proxy: TcpProxy
/** The page's address by way of the proxy. */
let through: string

const part = (name: string) => served.page.getByTestId(name)
const text = async (name: string): Promise<string> => (await part(name).textContent())!.trim()

async function drawLength(at: number): Promise<void> {
  await part('film-viewport').focus()
  await served.page.keyboard.press('l')
  await dragOnFilm(served.page, [0.4, at], [0.6, at])
}

/** As after a reload in another window: what the program itself has kept. */
async function keptAnnotations(): Promise<number> {
  const page = await served.page.context().newPage()
  try {
    await page.goto(through)
    await page.getByTestId('verdict').waitFor()
    await page.waitForTimeout(300)
    return await page.getByTestId('annotation').count()
  } finally {
    await page.close()
  }
}

// One user's visit: each step stands on the one before.
describe.skipIf(!hasChromium)('what is lost on the way', () => {
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'fractureguard-lost-'))
    await writeFile(
      join(folder, 'wrist.dcm'),
      dicomPhantom({ rows: 480, columns: 360, modality: 'DX', patientName: 'Roe^Jane' }),
    )
    served = await servePage()
    const { hostname, port, hash } = new URL(served.address)
    proxy = await tcpProxy(Number(port))
    through = `http://${hostname}:${proxy.port}/${hash}`
    await served.page.goto(through)
  })
  afterAll(async () => {
    await proxy?.cut()
    await served?.close()
    await rm(folder, { recursive: true, force: true })
  })
  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail') await served.screenshot(`failed ${task.name.replaceAll(/\W+/g, ' ')}`)
  })

  it('opens a film and keeps what is drawn on it', async () => {
    await part('open-path').fill(join(folder, 'wrist.dcm'))
    await served.page.keyboard.press('Enter')
    await part('verdict').waitFor()
    await drawLength(0.3)
    await expect.poll(() => part('annotation').count()).toBe(1)
    await expect.poll(keptAnnotations).toBe(1)
  })

  it('says so when the connection is gone, and lets people go on drawing', async () => {
    await proxy.cut()
    await part('connection-banner').waitFor()
    await drawLength(0.6)
    await expect.poll(() => part('annotation').count()).toBe(2)
    await expect.poll(() => text('not-kept')).toContain('not saved yet')
    expect(await pageFindings(served.page)).toEqual([])
    await served.screenshot('lost-connection')
  })

  it('comes back by itself, and keeps what was drawn meanwhile', async () => {
    await proxy.mend()
    await part('connection-banner').waitFor({ state: 'detached' })
    await expect.poll(() => part('not-kept').count()).toBe(0)
    expect(await part('annotation').count()).toBe(2)
    expect(await text('corner-patient')).toContain('Roe, Jane')
    await expect.poll(keptAnnotations).toBe(2)
  })

  it('says which film ended the reading process, and reads it when asked again; nothing drawn is lost', async () => {
    const compute = childrenOf(served.host.pid!)
    expect(compute).toHaveLength(1)
    process.kill(compute[0]!, 'SIGSTOP')
    await part('film-viewport').focus()
    await served.page.keyboard.press('Control+Enter')
    await expect.poll(() => part('reading-panel').getAttribute('data-state')).toBe('reading')
    // Until the question has come to the process, its end costs nobody anything.
    await served.page.waitForTimeout(1000)
    process.kill(compute[0]!, 'SIGKILL')
    await part('problem').waitFor()
    expect(await text('problem')).toContain('Try again')
    await part('problem').locator('summary').click()
    expect(await text('problem-details')).toContain('code: compute-crashed')
    expect(await text('problem-details')).not.toContain('Roe')
    await served.page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
    await part('problem').getByRole('button', { name: 'Copy details' }).click()
    await part('problem').getByRole('button', { name: 'Copied' }).waitFor()
    expect(await served.page.evaluate(() => navigator.clipboard.readText())).toBe(await text('problem-details'))
    expect(await pageFindings(served.page)).toEqual([])
    await served.screenshot('lost-process')
    await part('problem').getByRole('button').first().click()
    await part('verdict').waitFor()
    expect(await part('annotation').count()).toBe(2)
  })
})
