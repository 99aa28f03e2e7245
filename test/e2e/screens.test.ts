import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { hasChromium } from './chromium.ts'
import { findingsHere } from './pageFindings.ts'
import { scrollFindings } from './scrollFindings.ts'
import { servePage, type ServedPage } from './servedPage.ts'

let folder: string
let served: ServedPage

const part = (name: string) => served.page.getByTestId(name)

/** What does not fit: a page that scrolls as a whole, a notice out of sight. */
async function layoutFindings(): Promise<string[]> {
  const notice = (await part('notice').boundingBox())!
  const isSeen = notice.x >= 0 && notice.x + notice.width <= served.page.viewportSize()!.width && notice.y >= 0
  return [...(await scrollFindings(served.page)), ...(isSeen ? [] : [`the notice lies at ${JSON.stringify(notice)}`])]
}

const tabs = ['viewer', 'keys', 'models', 'training', 'engine', 'connections', 'privacy', 'about']

/** CSS sizes: a phone, a tablet, a small laptop, and a window of 1440 × 900 at 200 %. */
const sizes = [
  ['390', 390, 844],
  ['768', 768, 1024],
  ['1024', 1024, 768],
  ['200 percent', 720, 450],
] as const

// One user's visit: each step stands on the one before.
describe.skipIf(!hasChromium)('every screen', () => {
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'fractureguard-screens-'))
    served = await servePage()
    await part('sample').first().locator('img').waitFor()
  })
  afterAll(async () => {
    await served?.close()
    await rm(folder, { recursive: true, force: true })
  })
  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail') await served.screenshot(`failed ${task.name.replaceAll(/\W+/g, ' ')}`)
  })

  it.each(sizes)('of %s has room for welcome, scan and settings', async (name, width, height) => {
    await served.page.setViewportSize({ width, height })
    for (const view of ['read', 'scan', 'settings']) {
      await part(`view-${view}`).click()
      expect([...(await layoutFindings()), ...(await findingsHere(served.page))], view).toEqual([])
      await served.screenshot(`screen-${name}-${view}`)
    }
    await part('view-read').click()
  })

  it.each(sizes)('of %s has room for each part of the settings', async (name, width, height) => {
    await served.page.setViewportSize({ width, height })
    await part('view-settings').click()
    for (const tab of tabs) {
      await part(`settings-${tab}`).click()
      await part(`${tab}-panel`).waitFor()
      expect([...(await layoutFindings()), ...(await findingsHere(served.page))], tab).toEqual([])
      await served.screenshot(`screen-${name}-${tab}`)
    }
    await part('view-read').click()
  })

  it.each([...sizes, ['1440', 1440, 900] as const])(
    'of %s has room for a film, its verdict and the list',
    async (name, width, height) => {
      await served.page.setViewportSize({ width, height })
      await part('view-read').click()
      if ((await part('film').count()) === 0) await part('sample').first().click()
      await part('verdict').waitFor()
      await expect.poll(() => part('film-viewport').getAttribute('data-shown')).toBeTruthy()
      expect(await layoutFindings()).toEqual([])
      const film = (await part('film').boundingBox())!
      expect(film.width).toBeGreaterThan(width > 900 ? 400 : width - 2)
      expect(film.height).toBeGreaterThan(150)
      await served.screenshot(`screen-${name}-film`)
      expect(await findingsHere(served.page)).toEqual([])
      for (const one of ['verdict', 'worklist-row']) {
        await part(one).first().scrollIntoViewIfNeeded()
        const box = (await part(one).first().boundingBox())!
        expect(box.x >= 0 && box.x + box.width <= width, one).toBe(true)
      }
      const middleOf = async (one: string) => {
        const { y, height } = (await part(one).boundingBox())!
        return y + height / 2
      }
      const [tool, shape, undo] = [
        await middleOf('mark-tool'),
        await middleOf('mark-shape'),
        await middleOf('mark-undo'),
      ]
      expect(Math.abs(undo - shape), 'undo beside the shape').toBeLessThan(3)
      if (width === 1440) expect(Math.abs(undo - tool), 'undo beside the tool').toBeLessThan(3)
      const lines = await served.page.getByRole('toolbar').getByRole('button').evaluateAll((buttons) => new Set(buttons.map((one) => Math.round(one.getBoundingClientRect().top))).size) // prettier-ignore
      expect(lines, 'lines of tools').toBeLessThanOrEqual(3)
      const full = await part('review').locator('.buttons .button').evaluateAll((buttons) => buttons.filter((one) => one.scrollWidth > one.clientWidth).map((one) => one.textContent)) // prettier-ignore
      expect(full).toEqual([])
      await part('film').scrollIntoViewIfNeeded()
    },
  )

  it.each(sizes)('of %s has room for German, which is longer', async (name, width, height) => {
    await served.page.setViewportSize({ width, height })
    await part('view-settings').click()
    await part('settings-viewer').click()
    await part('setting-language').selectOption('de')
    for (const tab of tabs) {
      await part(`settings-${tab}`).click()
      await part(`${tab}-panel`).waitFor()
      expect(await layoutFindings(), tab).toEqual([])
    }
    for (const view of ['scan', 'read']) {
      await part(`view-${view}`).click()
      expect(await layoutFindings(), view).toEqual([])
    }
    await served.screenshot(`screen-${name}-german`)
    await part('view-settings').click()
    await part('settings-viewer').click()
    await part('setting-language').selectOption('en')
    await part('view-read').click()
  })

  it('fills the screen by key, and leaves it by the same', async () => {
    await part('film-viewport').focus()
    const isFull = () => served.page.evaluate(() => document.fullscreenElement !== null)
    for (const full of [true, false]) {
      await served.page.keyboard.press('Control+Shift+F')
      await expect.poll(isFull).toBe(full)
    }
  })

  it('saves a picture that says verdict, model and notice below the film', async () => {
    await served.page.setViewportSize({ width: 1440, height: 900 })
    await part('film-viewport').focus()
    const film = (await part('film').boundingBox())!
    // The page hears of its new size a little later, and draws the film then.
    const drawn = () => part('film').locator('canvas').first().evaluate((canvas) => (canvas as HTMLCanvasElement).width) // prettier-ignore
    await expect.poll(drawn).toBe(Math.round(film.width))
    const [download] = await Promise.all([
      served.page.waitForEvent('download'),
      served.page.keyboard.press('Control+s'),
    ])
    const file = join(folder, 'view.png')
    await download.saveAs(file)
    const { width, height } = await sharp(file).metadata()
    expect(width).toBe(Math.round(film.width))
    expect(height).toBeGreaterThan(Math.round(film.height) + 40)
    const caption = sharp(await readFile(file)).extract({
      left: 0,
      top: Math.round(film.height) + 1,
      width: width!,
      height: height! - Math.round(film.height) - 1,
    })
    expect((await caption.stats()).channels[0]!.max).toBeGreaterThan(150)
  })

  it('prints the case alone: the film with its caption', async () => {
    await served.page.evaluate(() => {
      window.print = () => {
        const printed = document.querySelector<HTMLElement>('.printed-case')!
        const image = printed.querySelector('img')!
        Object.assign(window, { printed: [image.naturalWidth, image.complete] })
        // It is gone once the print is made: a copy with a picture of its own stays to be looked at.
        const canvas = Object.assign(document.createElement('canvas'), { width: image.naturalWidth, height: image.naturalHeight }) // prettier-ignore
        canvas.getContext('2d')!.drawImage(image, 0, 0)
        const copy = printed.cloneNode(true) as HTMLElement
        copy.querySelector('img')!.src = canvas.toDataURL()
        document.querySelector('.page')!.append(copy)
      }
    })
    await served.page.keyboard.press('Control+p')
    await expect
      .poll(() => served.page.evaluate(() => (window as unknown as { printed?: unknown[] }).printed?.[1]))
      .toBe(true)
    await served.page.emulateMedia({ media: 'print' })
    const seen = await served.page
      .locator('.page > *')
      .evaluateAll((parts) => parts.filter((one) => one.getBoundingClientRect().height > 0).map((one) => one.className))
    expect(seen).toEqual(['printed-case'])
    await served.screenshot('screen-printed')
    expect((await served.page.pdf({ format: 'A4' })).length).toBeGreaterThan(20_000)
    expect(served.complaints).toEqual([])
  })
})
