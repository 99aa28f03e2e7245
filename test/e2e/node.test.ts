import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sendAs, startArchive, type FakeArchive } from '../support/dicomPeers.ts'
import { freePort } from '../support/freePort.ts'
import { sampleDicom } from '../support/sampleDicom.ts'
import { hasChromium } from './chromium.ts'
import { pageFindings } from './pageFindings.ts'
import { servePage, type ServedPage } from './servedPage.ts'

let home: string
let archive: FakeArchive
let served: ServedPage
let port: number
const part = (name: string) => served.page.getByTestId(name)
const film = async (name: string, number: number) => (await sampleDicom(name, number)).bytes

async function screenshots(name: string): Promise<void> {
  for (const width of [390, 768, 1024, 1440]) {
    await served.page.setViewportSize({ width, height: width === 390 ? 800 : 768 })
    await part('node').scrollIntoViewIfNeeded()
    await part('node').screenshot({ path: `test-results/${name}-${width}.png` })
    const wide = await served.page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
    expect(wide, `${name} at ${width}`).toBeLessThanOrEqual(0)
    const over = await part('node').evaluate((section) => section.scrollWidth - section.clientWidth)
    expect(over, `${name} at ${width}`).toBeLessThanOrEqual(0)
  }
  await served.page.setViewportSize({ width: 1440, height: 900 })
}

async function showConnections(): Promise<void> {
  await part('view-settings').click()
  await part('settings-connections').click()
  await part('node-state').waitFor()
}

describe.skipIf(!hasChromium)('films that others send', () => {
  beforeAll(async () => {
    home = await mkdtemp(join(tmpdir(), 'fractureguard-node-'))
    archive = await startArchive()
    port = await freePort()
    served = await servePage(home)
  }, 120_000)
  afterAll(async () => {
    await served?.close()
    await archive?.close()
    await rm(home, { recursive: true, force: true })
  })

  it('are not taken before somebody has said from whom and where results go', async () => {
    await showConnections()
    await part('node-state').getByText('Nothing can be sent').waitFor()
    await part('node-without').waitFor()
    expect(await part('node-switch').isDisabled()).toBe(true)
    expect(await part('node-host').inputValue()).toBe('127.0.0.1')
    expect(await pageFindings(served.page)).toEqual([])
    await part('connection-name').fill('archive')
    await part('connection-ae').fill(archive.aeTitle)
    await part('connection-host').fill('127.0.0.1')
    await part('connection-port').fill(String(archive.port))
    await part('connection-add').click()
    await part('connection-archive').waitFor()
    await part('node-ae').fill('NODE')
    await part('node-port').fill(String(port))
    await part('node-switch').click()
    await part('node-refusal').getByText('at least one AE title').waitFor()
    await part('node-host').fill('0.0.0.0')
    await part('node-beyond').getByText('unencrypted').waitFor()
    await screenshots('node-off')
    await part('node-host').fill('127.0.0.1')
    expect(await part('node-beyond').count()).toBe(0)
  }, 120_000)

  it('are not taken at a port that another program has, which is said', async () => {
    const other = createServer()
    await once(other.listen(0, '127.0.0.1'), 'listening')
    await part('node-allowed').fill('XRAY1, XRAY2')
    await part('node-port').fill(String((other.address() as AddressInfo).port))
    await part('node-switch').click()
    await part('node-state').getByText('Nothing can listen at port').waitFor()
    expect(await pageFindings(served.page)).toEqual([])
    await part('node-switch').click()
    await part('node-state').getByText('Nothing can be sent').waitFor()
    other.close()
    await part('node-port').fill(String(port))
  }, 60_000)

  it('are read, and their results sent, while the page shows how many', async () => {
    await part('node-kind-pr').uncheck()
    await part('node-switch').focus()
    await served.page.keyboard.press('Enter')
    await part('node-state').getByText(`NODE@127.0.0.1:${port}`).waitFor()
    expect(await part('node-port').isDisabled()).toBe(true)
    const node = { port, aeTitle: 'NODE' }
    const sent = await sendAs('XRAY2', node, [await film('IMG0000191.jpg', 1), await film('IMG0002441.jpg', 2)])
    expect(sent.map(({ problem }) => problem)).toEqual([undefined, undefined])
    await sendAs('STRANGER', node, [await film('IMG0000191.jpg', 3)])
    await part('node-facts').getByText('Results sent').waitFor()
    await expect.poll(() => part('node-facts').innerText(), { timeout: 60_000 }).toMatch(/Results sent\s+2\s/)
    expect(archive.classes.sort()).toEqual([
      ...['1.2.840.10008.5.1.4.1.1.7', '1.2.840.10008.5.1.4.1.1.7'],
      ...['1.2.840.10008.5.1.4.1.1.88.34', '1.2.840.10008.5.1.4.1.1.88.34'],
    ])
    await expect.poll(() => part('node-refused').innerText()).toContain('STRANGER: not on the list')
    expect(await pageFindings(served.page)).toEqual([])
    await screenshots('node-on')
  }, 120_000)

  it('go on coming after the page was loaded again, in German too', async () => {
    await served.page.reload()
    await part('settings-viewer').click()
    await part('setting-language').selectOption('de')
    await part('settings-connections').click()
    await part('node-state').getByText('An, erreichbar als').waitFor()
    await screenshots('node-on-de')
    await part('settings-viewer').click()
    await part('setting-language').selectOption('en')
    await part('settings-connections').click()
  }, 60_000)

  it('are opened from the search in the PACS, from the command palette and from the settings', async () => {
    await part('view-read').click()
    await part('find-in-pacs').click()
    await part('find-dialog').getByText('2 received films are in the data folder').waitFor()
    expect(await pageFindings(served.page)).toEqual([])
    await served.screenshot('node-find')
    await part('open-received-found').click()
    await part('film-viewport').waitFor()
    expect(await part('worklist').textContent()).toContain('2 films')
    await served.page.keyboard.press('Control+k')
    await served.page.keyboard.type('Open received films')
    await served.page.keyboard.press('Enter')
    // All are open, and the settings say how many there are.
    await part('node-facts').waitFor()
    expect(await part('open-received').count()).toBe(1)
  }, 60_000)

  it('are deleted when somebody wants that, but for those that are open', async () => {
    await part('forget-received').click()
    await part('forget').waitFor()
    expect(await pageFindings(served.page)).toEqual([])
    await part('forget-now').click()
    await expect.poll(() => part('node-facts').innerText()).toMatch(/Films kept\s+2\s/)
    await part('view-read').click()
    await part('close-all').click()
    await showConnections()
    await part('forget-received').click()
    await part('forget-now').click()
    await expect.poll(() => part('node-facts').innerText()).toMatch(/Films kept\s+0\s/)
    await part('node-switch').click()
    await part('node-state').getByText('Nothing can be sent').waitFor()
    expect(served.complaints).toEqual([])
  }, 60_000)
})
