import { once } from 'node:events'
import { stat, mkdtemp, readFile, rm } from 'node:fs/promises'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { keepingNode } from '../support/keepingNode.ts'
import { hasOrthanc, startOrthanc, type Orthanc } from '../support/orthanc.ts'
import { sampleDicom } from '../support/sampleDicom.ts'
import { hasChromium } from './chromium.ts'
import { pageFindings } from './pageFindings.ts'
import { servePage, type ServedPage } from './servedPage.ts'

let home: string
let orthanc: Orthanc
let served: ServedPage
const part = (name: string) => served.page.getByTestId(name)

const widths = [390, 1024, 1440]
async function screenshots(name: string): Promise<void> {
  for (const width of widths) {
    await served.page.setViewportSize({ width, height: width === 390 ? 800 : 768 })
    await served.screenshot(`${name}-${width}`)
    // Nothing is cut off at the side.
    const wide = await served.page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
    expect(wide, `${name} at ${width}`).toBeLessThanOrEqual(0)
  }
  await served.page.setViewportSize({ width: 1440, height: 900 })
}

async function addNode(name: string, port: number): Promise<void> {
  await part('connection-kind').selectOption('dicom')
  await part('connection-name').fill(name)
  await part('connection-ae').fill('ORTHANC')
  await part('connection-host').fill('127.0.0.1')
  await part('connection-port').fill(String(port))
  await part('connection-add').click()
}
const stateOf = (name: string) => part(`connection-${name}`).getByTestId('connection-state')

/** Orthanc 1.10.1 with its DICOMweb plugin 1.7. */
describe.skipIf(!hasChromium || !hasOrthanc)('connections on the page', () => {
  beforeAll(async () => {
    home = await mkdtemp(join(tmpdir(), 'fractureguard-connections-'))
    orthanc = await startOrthanc()
    for (const [i, name] of ['IMG0000191.jpg', 'IMG0002441.jpg'].entries())
      await orthanc.store((await sampleDicom(name, i + 1)).bytes)
    served = await servePage(home)
  }, 120_000)
  afterAll(async () => {
    await served?.close()
    await orthanc?.close()
    await rm(home, { recursive: true, force: true })
  })

  it('leads from the search to the settings where there are none', async () => {
    await part('find-in-pacs').click()
    await part('to-connections').waitFor()
    expect(await pageFindings(served.page)).toEqual([])
    await part('to-connections').click()
    await part('connections-panel').waitFor()
    expect(await part('connections-secrets').textContent()).toContain('connections.json')
    expect(await pageFindings(served.page)).toEqual([])
  })

  it('are added, tested and removed, and say what is wrong', async () => {
    await addNode('Not a name', orthanc.dicomPort)
    await part('connection-refusal').getByText('This cannot be a connection').waitFor()
    await part('connection-name').fill('archive')
    await part('connection-add').click()
    await part('connection-archive').getByTestId('connection-test').click()
    await stateOf('archive').getByText('Answers').waitFor()

    const closed = createServer()
    await once(closed.listen(0, '127.0.0.1'), 'listening')
    const { port } = closed.address() as AddressInfo
    closed.close()
    await addNode('nowhere', port)
    await part('connection-nowhere').getByTestId('connection-test').click()
    await stateOf('nowhere').getByText('cannot be reached').waitFor()

    await part('connection-kind').selectOption('dicomweb')
    await part('connection-name').fill('web')
    await part('connection-url').fill('http://pacs.example/dicom-web')
    await part('connection-login').selectOption('password')
    await part('connection-user').fill('reader')
    await part('connection-secret').fill('hush-hush')
    await part('connection-add').click()
    await part('connection-refusal').getByText('would travel unencrypted').waitFor()
    await part('connection-url').fill(orthanc.base)
    await part('connection-add').click()
    await part('connection-web').getByTestId('connection-test').click()
    await stateOf('web').getByText('Answers').waitFor()
    expect(await pageFindings(served.page)).toEqual([])
    await screenshots('connections')

    await part('connection-nowhere').getByTestId('connection-remove').click()
    await part('remove-connection').waitFor()
    expect(await pageFindings(served.page)).toEqual([])
    await part('remove-now').click()
    await expect.poll(() => part('connection-nowhere').count()).toBe(0)
  }, 120_000)

  it('keep their secrets from the page, in a file for their user alone', async () => {
    const file = join(home, 'connections.json')
    expect(await readFile(file, 'utf8')).toContain('hush-hush')
    expect((await stat(file)).mode & 0o777).toBe(0o600)
    const frames: (string | Buffer)[] = []
    served.page.on('websocket', (socket) => socket.on('framereceived', ({ payload }) => frames.push(payload)))
    await served.page.reload()
    await part('connection-web').getByText('password: reader').waitFor()
    const came = frames.map((frame) => Buffer.from(frame).toString('latin1')).join('')
    expect(came).toContain('reader')
    expect(came).not.toContain('hush-hush')
    expect(await served.page.content()).not.toContain('hush-hush')
  })

  it('find studies and fetch them into the worklist', async () => {
    await part('view-read').click()
    await part('find-in-pacs').click()
    for (const name of ['archive', 'web']) {
      await part('connection-choice').selectOption(name)
      await part('find-name').fill('Doe*')
      await part('find-from').fill('2024-01-01')
      await part('find-to').fill('')
      await part('find-now').click()
      await expect.poll(() => part('found-count').textContent()).toContain('2 studies')
    }
    await part('find-id').fill('N-2')
    await part('find-to').fill('2024-12-31')
    await part('find-modality').selectOption('DX')
    await part('find-now').click()
    await expect.poll(() => part('found-study').count()).toBe(1)
    expect(await part('found-study').textContent()).toMatch(/2024-05-17.*Doe, Film2.*N-2.*DX/)
    await part('find-id').fill('')
    await part('find-now').click()
    await expect.poll(() => part('found-study').count()).toBe(2)
    await part('found-study').first().getByTestId('fetch-study').click()
    await part('fetch-state').getByText('1 object opened').waitFor()
    expect(await pageFindings(served.page)).toEqual([])
    await screenshots('find-in-pacs')
    await served.page.keyboard.press('Escape')
    await part('film-viewport').waitFor()
    expect(await part('worklist').textContent()).toContain('1 film')
  }, 120_000)

  it('hide names where names are hidden', async () => {
    await part('anonymous').click()
    await part('find-in-pacs').click()
    expect(await part('found-studies').textContent()).not.toMatch(/Doe|N-2/)
    await served.page.keyboard.press('Escape')
    await part('anonymous').click()
  })

  it('take the results of the open films', async () => {
    await served.page.keyboard.press('Control+k')
    await served.page.keyboard.type('Send results to PACS')
    await served.page.keyboard.press('Enter')
    await part('send-dialog').waitFor()
    await part('connection-choice').selectOption('archive')
    await part('send-now').click()
    await part('sent').getByText('objects were stored').waitFor({ timeout: 60_000 })
    expect(await part('sent').getByRole('listitem').count()).toBe(0)
    // The archive gives them back, and so they were compared.
    expect(await part('uncompared').count()).toBe(0)
    expect(await pageFindings(served.page)).toEqual([])
    await screenshots('send-to-pacs')
    const answer = await fetch(`${orthanc.base}/instances?Modality=SR`, {
      headers: { accept: 'application/dicom+json' },
    })
    expect(await answer.json()).toHaveLength(1)
    await served.page.keyboard.press('Escape')
    expect(served.complaints).toEqual([])
  }, 120_000)

  it('say where nobody knows what is kept of what was sent', async () => {
    const plain = keepingNode({})
    await once(plain.listen(0, '127.0.0.1'), 'listening')
    try {
      await served.page.goto(new URL('#/settings/connections', served.page.url()).href)
      await addNode('plain', (plain.address() as AddressInfo).port)
      await part('connection-plain').waitFor()
      await served.page.keyboard.press('Control+k')
      await served.page.keyboard.type('Send results to PACS')
      await served.page.keyboard.press('Enter')
      await part('send-dialog').waitFor()
      await part('send-dialog').getByTestId('connection-choice').selectOption('plain')
      await part('send-now').click()
      await part('sent').waitFor({ timeout: 60_000 })
      expect(await part('uncompared').textContent()).toContain('stored, not compared')
      expect(await pageFindings(served.page)).toEqual([])
      await screenshots('send-uncompared')
      await served.page.keyboard.press('Escape')
      expect(served.complaints).toEqual([])
    } finally {
      plain.close()
    }
  }, 120_000)
})
