import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import sharp from 'sharp'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { bonePattern, dicomPhantom } from '../support/dicomPhantom.ts'
import { axeFindings } from './axe.ts'
import { changedShare } from './changedShare.ts'
import { hasChromium } from './chromium.ts'
import { command, servePage, type ServedPage } from './servedPage.ts'
import { showProbability } from '#renderer/features/verdict/probability.ts'

const rows = 480
const columns = 360

let folder: string
let served: ServedPage

/** A DICOM film of 12 bits, a PNG of the same bone in 8, and a file that is neither. */
async function writeFilms(): Promise<string[]> {
  const at = (name: string): string => join(folder, name)
  const dicom = {
    rows,
    columns,
    patientName: 'Phantom^Made',
    modality: 'DX',
    window: { center: 2048, width: 4096 },
    pixelSpacingMm: [0.2, 0.2],
  } as const
  await writeFile(at('bone.dcm'), dicomPhantom(dicom))
  const grey = { raw: { width: columns, height: rows, channels: 1 } } as const
  await sharp(Uint8Array.from(bonePattern(rows, columns, 8)), grey)
    .toColourspace('b-w')
    .png()
    .toFile(at('bone.png'))
  await writeFile(at('notes.txt'), 'Not a film.')
  return [at('bone.dcm'), at('bone.png'), at('notes.txt')]
}

const part = (name: string) => served.page.getByTestId(name)
const filmPicture = async () => {
  // What lies under the mouse is said in a corner of the film.
  await served.page.mouse.move(5, 5)
  return part('film').screenshot()
}
const changedSince = async (picture: Buffer) => changedShare(picture, await filmPicture())
const text = async (name: string): Promise<string> => (await part(name).textContent())!.trim()
const overlay = async () => [
  await part('overlay').getAttribute('data-evidence'),
  await part('overlay').getAttribute('data-gating'),
]

const select = (name: string) => part('worklist-row').filter({ hasText: name }).getByRole('button').first().click()

/** What the command line says of the same file, as the page would show it. */
async function commandLineReading(file: string): Promise<{ verdict: string; probability: string }> {
  const { stdout } = await promisify(execFile)(process.execPath, [command, 'read', file, '--json'], {
    env: { ...process.env, FRACTUREGUARD_HOME: join(folder, 'home') },
  })
  const { verdict, probability } = JSON.parse(stdout) as { verdict: string; probability: number }
  return { verdict, probability: showProbability(probability) }
}

async function pageReading(): Promise<{ verdict: string | null; probability: string }> {
  await part('verdict').waitFor()
  return { verdict: await part('verdict').getAttribute('data-verdict'), probability: await text('probability') }
}

async function dragOnFilm(by: { x: number; y: number }): Promise<void> {
  const box = (await part('film-viewport').boundingBox())!
  const start = { x: box.x + box.width / 2, y: box.y + box.height / 2 }
  await served.page.mouse.move(start.x, start.y)
  await served.page.mouse.down()
  await served.page.mouse.move(start.x + by.x, start.y + by.y, { steps: 4 })
  await served.page.mouse.up()
}

// One user's visit: each step stands on the one before.
describe.skipIf(!hasChromium)('a visit to the page', () => {
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'fractureguard-films-'))
    served = await servePage()
  })
  afterAll(async () => {
    await served?.close()
    await rm(folder, { recursive: true, force: true })
  })

  // What the page looked like when a step failed.
  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail') await served.screenshot(`failed ${task.name.replaceAll(/\W+/g, ' ')}`)
  })

  it('begins on the welcome page, which shows the sample films and says what this is not', async () => {
    await part('notice').waitFor()
    expect(await text('notice')).toContain('Not a medical device')
    await part('choose-files').first().waitFor({ state: 'attached' })
    await part('sample').last().locator('img').waitFor()
    await served.screenshot('1-welcome')
  })

  it('opens and reads a sample film, with both overlays', async () => {
    await part('sample').first().click()
    await part('film-viewport').waitFor()
    await expect.poll(() => part('film-viewport').getAttribute('data-shown')).toBeTruthy()
    await pageReading()
    await served.page.keyboard.press('e')
    await served.page.keyboard.press('g')
    await expect.poll(overlay).toEqual(['true', 'true'])
    await served.screenshot('2-sample-read')
    await served.page.keyboard.press('e')
    await served.page.keyboard.press('g')
    await expect.poll(overlay).toEqual(['false', 'false'])
  })

  it('opens a DICOM film and a PNG, and says why the third file is none', async () => {
    await part('choose-files')
      .first()
      .setInputFiles(await writeFilms())
    await expect.poll(() => part('worklist-row').count()).toBe(3)
    await part('worklist-problem').waitFor()
    expect(await part('worklist-problem').getAttribute('data-code')).toBe('not-an-image')
    await select('Phantom')
    await expect.poll(() => text('corner-patient')).toContain('Phantom')
    // The pointer is still on the row: that must not hide which film is chosen.
    const chosen = part('worklist-row').filter({ hasText: 'Phantom' }).getByRole('button').first()
    expect(await chosen.evaluate((row) => row.matches(':hover') && getComputedStyle(row).backgroundColor)).toBe(
      'rgba(0, 0, 0, 0)',
    )
  })

  it('reads the film, and says what the command line says', async () => {
    expect(await pageReading()).toEqual(await commandLineReading(join(folder, 'bone.dcm')))
    await served.screenshot('3-dicom-read')
  })

  it('changes the window by dragging, and takes it back', async () => {
    const before = { picture: await filmPicture(), window: await text('window-text') }
    await dragOnFilm({ x: 120, y: -60 })
    await expect.poll(() => text('window-text')).not.toBe(before.window)
    expect(await changedSince(before.picture)).toBeGreaterThan(0.05)
    await served.screenshot('4-window-changed')
    await served.page.keyboard.press('r')
    await expect.poll(() => text('window-text')).toBe(before.window)
    await expect.poll(() => changedSince(before.picture)).toBe(0)
  })

  it('lays either overlay over the film, and takes it off again', async () => {
    const bare = await filmPicture()
    expect(await overlay()).toEqual(['false', 'false'])
    await part('toggle-evidence').click()
    await expect.poll(overlay).toEqual(['true', 'false'])
    await part('legend-evidence').waitFor()
    await served.screenshot('5-evidence')
    await part('toggle-evidence').click()
    await part('toggle-gating').click()
    await expect.poll(overlay).toEqual(['false', 'true'])
    await served.page.mouse.move(5, 5)
    expect(await changedSince(bare)).toBeGreaterThan(0.05)
    await served.screenshot('6-gating')
    await part('switch-gating').click()
    await expect.poll(overlay).toEqual(['false', 'false'])
    await expect.poll(() => changedSince(bare)).toBe(0)
  })

  it('zooms at the cursor, inverts and fits', async () => {
    const before = { picture: await filmPicture(), zoom: await text('zoom-text') }
    await part('film-viewport').hover()
    await served.page.mouse.wheel(0, -300)
    await expect.poll(() => text('zoom-text')).not.toBe(before.zoom)
    await served.page.keyboard.press('f')
    await expect.poll(() => text('zoom-text')).toBe(before.zoom)
    await served.page.keyboard.press('i')
    await part('inverted').waitFor()
    expect(await changedSince(before.picture)).toBeGreaterThan(0.05)
    await served.page.keyboard.press('i')
    await part('inverted').waitFor({ state: 'detached' })
  })

  it('reads the PNG as well', async () => {
    await select('bone.png')
    await expect.poll(() => text('corner-patient')).toContain('bone.png')
    expect(await pageReading()).toEqual(await commandLineReading(join(folder, 'bone.png')))
    await served.screenshot('7-png-read')
  })

  it('made no error and spoke to nobody else', () => {
    expect(served.complaints).toEqual([])
  })

  it('cannot be entered without the key', async () => {
    const context = await served.page.context().browser()!.newContext()
    const stranger = await context.newPage()
    const { origin } = new URL(served.address)
    const refused: unknown[] = []
    stranger.on('websocket', (socket) => socket.on('socketerror', (error) => refused.push(error)))
    await stranger.goto(origin)
    expect(await stranger.textContent('main')).toContain('Open the complete address that FractureGuard printed')
    expect(await axeFindings(stranger)).toEqual([])
    await stranger.screenshot({ path: 'test-results/8-without-key.png' })
    await stranger.goto(`${origin}/#key=${'A'.repeat(43)}`)
    await stranger.getByTestId('connection-banner').waitFor()
    expect(refused.length).toBeGreaterThan(0)
    // Where a wrong key was, the right one helps, without anything of the page being lost.
    await stranger.goto(served.address)
    await stranger.getByTestId('connection-banner').waitFor({ state: 'detached' })
    await context.close()
  })

  it('keeps its key where no other server of this machine gets it', async () => {
    expect(served.page.url()).not.toContain('key=')
    const heard: IncomingHttpHeaders[] = []
    const other = createServer(({ headers }, response) => {
      heard.push(headers)
      response.end()
    })
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve))
    try {
      const page = await served.page.context().newPage()
      await page.goto(`http://127.0.0.1:${(other.address() as AddressInfo).port}/`)
      await page.close()
    } finally {
      await new Promise((resolve) => other.close(resolve))
    }
    expect(heard.length).toBeGreaterThan(0)
    const { hash } = new URL(served.address)
    expect(JSON.stringify(heard)).not.toContain(hash.slice('#key='.length))
    expect(await served.page.context().cookies()).toEqual([])
  })

  it('says so when the program has gone', async () => {
    served.host.kill('SIGTERM')
    await part('connection-banner').waitFor()
    await served.screenshot('9-connection-lost')
  })
})
