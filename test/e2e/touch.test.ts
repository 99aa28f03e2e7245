import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { CDPSession } from 'playwright-core'
import { hasChromium } from './chromium.ts'
import { servePage, type ServedPage } from './servedPage.ts'

let served: ServedPage
let cdp: CDPSession

const part = (name: string) => served.page.getByTestId(name)
const zoom = async (): Promise<number> => Number.parseInt(((await part('zoom-text').textContent()) ?? '').replaceAll(/\D/g, ''), 10) // prettier-ignore

type Finger = { x: number; y: number }

async function fingers(type: 'touchStart' | 'touchMove' | 'touchEnd', points: readonly Finger[]): Promise<void> {
  const touchPoints = points.map((point, id) => ({ ...point, id }))
  await cdp.send('Input.dispatchTouchEvent', { type, touchPoints })
}

/** Where the film lies on the screen: the left and upper end of what is drawn brighter than its surroundings. */
async function drawnAt(): Promise<string> {
  return part('film')
    .locator('canvas')
    .first()
    .evaluate((canvas) => (canvas as HTMLCanvasElement).toDataURL())
}

// What a finger does in a real browser, through the events that a touch screen sends.
describe.skipIf(!hasChromium)('fingers on a film', { timeout: 120_000 }, () => {
  beforeAll(async () => {
    served = await servePage()
    cdp = await served.page.context().newCDPSession(served.page)
    await cdp.send('Emulation.setTouchEmulationEnabled', { enabled: true, maxTouchPoints: 2 })
    await served.page.setViewportSize({ width: 768, height: 1024 })
    await part('sample').first().click()
    await part('verdict').waitFor()
  })
  afterAll(() => served?.close())

  async function centre(): Promise<Finger> {
    const box = (await part('film-viewport').boundingBox())!
    return { x: box.x + box.width / 2, y: box.y + box.height / 2 }
  }

  it('zoom it by two that part', async () => {
    await expect.poll(() => part('film-viewport').getAttribute('data-shown')).toBeTruthy()
    const before = await zoom()
    const { x, y } = await centre()
    await fingers('touchStart', [{ x: x - 40, y }, { x: x + 40, y }]) // prettier-ignore
    for (let step = 1; step <= 4; step++) await fingers('touchMove', [{ x: x - 40 - 20 * step, y }, { x: x + 40 + 20 * step, y }]) // prettier-ignore
    await fingers('touchEnd', [])
    await expect.poll(zoom).toBeGreaterThan(2.5 * before)
    await served.screenshot('touch-zoomed')
  })

  it('move it by one, and change nothing else', async () => {
    const [before, scale] = [await drawnAt(), await zoom()]
    const { x, y } = await centre()
    await fingers('touchStart', [{ x, y }])
    for (let step = 1; step <= 4; step++) await fingers('touchMove', [{ x: x + 15 * step, y: y + 10 * step }])
    await fingers('touchEnd', [])
    await expect.poll(drawnAt).not.toBe(before)
    expect(await zoom()).toBe(scale)
    expect(await part('annotation').count()).toBe(0)
    // The page itself does not scroll under the finger.
    expect(await served.page.evaluate(() => scrollY)).toBe(0)
  })

  it('measure by one that is held still and then drawn', async () => {
    const { x, y } = await centre()
    await fingers('touchStart', [{ x: x - 60, y }])
    await served.page.waitForTimeout(700)
    for (let step = 1; step <= 4; step++) await fingers('touchMove', [{ x: x - 60 + 30 * step, y }])
    await fingers('touchEnd', [])
    await expect.poll(() => part('annotation').count()).toBe(1)
    await served.screenshot('touch-measured')
    expect(served.complaints).toEqual([])
  })
})
