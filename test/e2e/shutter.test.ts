import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { dicomPhantom } from '../support/dicomPhantom.ts'
import { hasChromium } from './chromium.ts'
import { pageFindings } from './pageFindings.ts'
import { servePage, type ServedPage } from './servedPage.ts'

const rows = 480
const columns = 360
/** Centre of the circular shutter, and its radius, film pixels. */
const [middle, radius] = [{ x: 179, y: 239 }, 150]
/** Stored values: a ramp over what is seen, and something brighter around it that the shutter is there to cover. */
const values = Array.from({ length: rows * columns }, (_, pixel) => {
  const [x, y] = [pixel % columns, Math.floor(pixel / columns)]
  return Math.hypot(x - middle.x, y - middle.y) > radius ? 4000 : 500 + x * 4
})

const film = dicomPhantom({
  rows,
  columns,
  values,
  patientName: 'Poe^Edgar',
  modality: 'DX',
  elements: [
    { tag: 0x00181600, vr: 'CS', value: 'CIRCULAR' },
    { tag: 0x00181610, vr: 'IS', value: `${middle.y + 1}\\${middle.x + 1}` },
    { tag: 0x00181612, vr: 'IS', value: String(radius) },
    { tag: 0x00181622, vr: 'US', value: 0x4000 },
  ],
})

let folder: string
let served: ServedPage

const part = (name: string) => served.page.getByTestId(name)
const text = async (name: string): Promise<string> => (await part(name).textContent())!.trim()
const press = (key: string) => served.page.keyboard.press(key)

/**
 * Greys (0 to 255) of the saved picture at film pixels, of a film that lies in the middle of its viewport and fills its
 * height. What the picture says stands below that.
 */
async function savedGreys(places: readonly { x: number; y: number }[]): Promise<number[]> {
  const [download] = await Promise.all([served.page.waitForEvent('download'), press('Control+s')])
  const picture = sharp(await readFile(await download.path())).greyscale()
  const { data, info } = await picture.raw().toBuffer({ resolveWithObject: true })
  const height = Math.round((await part('film').boundingBox())!.height)
  const scale = Math.min(info.width / columns, height / rows)
  return places.map(({ x, y }) => {
    const column = Math.round(info.width / 2 + (x + 0.5 - columns / 2) * scale)
    const row = Math.round(height / 2 + (y + 0.5 - rows / 2) * scale)
    return data[row * info.width + column]!
  })
}
const outside = [
  { x: 20, y: 20 },
  { x: 340, y: 460 },
]
const inside = [middle, { x: 60, y: 240 }]

// One user's visit: each step stands on the one before.
describe.skipIf(!hasChromium)('a film with a shutter', () => {
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'fractureguard-shutter-'))
    await writeFile(join(folder, 'round.dcm'), film)
    await writeFile(join(folder, 'plain.dcm'), dicomPhantom({ rows, columns, patientName: 'Roe^Jane' }))
    served = await servePage()
    await part('choose-files')
      .first()
      .setInputFiles([join(folder, 'round.dcm'), join(folder, 'plain.dcm')])
    await part('worklist-row').filter({ hasText: 'Edgar' }).getByRole('button').first().click()
    await part('corner-patient').filter({ hasText: 'Edgar' }).waitFor()
    await part('verdict').waitFor()
  })
  afterAll(async () => {
    await served?.close()
    await rm(folder, { recursive: true, force: true })
  })
  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail') await served.screenshot(`failed ${task.name.replaceAll(/\W+/g, ' ')}`)
  })

  it('is shown with what it covers in the shutter’s grey, also in the saved picture, and says so', async () => {
    expect(await part('toggle-shutter').getAttribute('aria-pressed')).toBe('true')
    expect(await text('warnings')).toContain('A shutter covers parts of this film')
    expect(await savedGreys(outside)).toEqual([64, 64])
    await served.screenshot('shutter-1-on')
  })

  it('keeps that grey in every window, inverted and zoomed', async () => {
    await press('i')
    await press('3')
    await expect.poll(() => savedGreys(outside)).toEqual([64, 64])
    const inverted = await savedGreys(inside)
    await press('i')
    await expect.poll(() => savedGreys([middle])).toEqual([expect.closeTo(255 - inverted[0]!, -1)])
    await press('m')
    await part('film-viewport').hover({ position: { x: 250, y: 60 } })
    await served.screenshot('shutter-2-lens')
    await press('m')
    await press('r')
  })

  it('spans the values that can be seen when the full range is asked for', async () => {
    await press('3')
    // The ramp within the circle, 500 + 4 x.
    await expect.poll(() => text('window-text')).toBe('C 1216  W 1200')
    await press('Control+Shift+S')
    await press('3')
    await expect.poll(() => text('window-text')).not.toBe('C 1216  W 1200')
    await press('r')
    await expect.poll(() => part('toggle-shutter').getAttribute('aria-pressed')).toBe('true')
  })

  it('shows what lies below when the shutter is opened, and says that it is', async () => {
    await press('Control+Shift+S')
    await part('shutter-open').waitFor()
    expect(await part('toggle-shutter').getAttribute('aria-pressed')).toBe('false')
    await expect.poll(() => savedGreys(outside)).toEqual([255, 255])
    await served.screenshot('shutter-3-off')
    expect(await pageFindings(served.page)).toEqual([])
  })

  it('is left open for this film alone', async () => {
    await part('worklist-row').filter({ hasText: 'Jane' }).getByRole('button').first().click()
    await expect.poll(() => text('corner-patient')).toContain('Jane')
    await expect.poll(() => part('toggle-shutter').count()).toBe(0)
    await press('Control+Shift+S')
    expect(await part('shutter-open').count()).toBe(0)
    await part('worklist-row').filter({ hasText: 'Edgar' }).getByRole('button').first().click()
    await part('shutter-open').waitFor()
    await part('toggle-shutter').click()
    await part('shutter-open').waitFor({ state: 'detached' })
    await expect.poll(() => savedGreys(outside)).toEqual([64, 64])
  })

  it.each([
    [1280, 720],
    [1024, 640],
  ])('is drawn at %i × %i as well', async (width, height) => {
    await served.page.setViewportSize({ width, height })
    await press('f')
    await expect.poll(() => savedGreys(outside)).toEqual([64, 64])
    await served.screenshot(`shutter-${width}`)
  })

  it('made no error and spoke to nobody else', () => {
    expect(served.complaints).toEqual([])
  })
})
