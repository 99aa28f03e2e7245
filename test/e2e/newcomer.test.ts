import { copyFile, mkdir, mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { writeBarFilms } from '../support/barFilms.ts'
import { hasChromium } from './chromium.ts'
import { servePage, type ServedPage } from './servedPage.ts'

const slowly = { timeout: 400_000, interval: 300 }
const films = 40
const mostClicks = 12

let folder: string
let served: ServedPage
/** By its file, whether there is a fracture on a film. */
const fractured = new Map<string, boolean>()

const part = (name: string) => served.page.getByTestId(name)
const text = async (name: string): Promise<string> => ((await part(name).textContent()) ?? '').trim()
const clicks = () => served.page.evaluate(() => (window as unknown as { clicks: number }).clicks)

/** Forty films in one folder, of which no name tells what is on them. */
async function writeUnlabelled(): Promise<void> {
  const labelled = await mkdtemp(join(tmpdir(), 'fractureguard-bars-'))
  await writeBarFilms(labelled, films / 2, 11, 'img')
  await mkdir(join(folder, 'rx'))
  for (let i = 0; i < films; i++) {
    const name = `img ${String(i).padStart(2, '0')}.png`
    fractured.set(name, i % 2 === 1)
    const from = join(labelled, i % 2 === 1 ? 'Fractured' : 'Non-Fractured', `img ${Math.floor(i / 2)}.png`)
    await copyFile(from, join(folder, 'rx', name))
  }
  await rm(labelled, { recursive: true })
}

// Nothing is set up, and nothing is done but by what the page shows: what is written goes where the cursor is.
describe.skipIf(!hasChromium)('a newcomer', { timeout: 600_000 }, () => {
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'fractureguard-newcomer-'))
    await writeUnlabelled()
    served = await servePage()
    served.page.setDefaultTimeout(60_000)
    await served.page.evaluate(() => {
      const counting = window as unknown as { clicks: number }
      counting.clicks = 0
      window.addEventListener('pointerdown', () => counting.clicks++, { capture: true })
    })
  }, 120_000)
  afterAll(async () => {
    await served?.close()
    await rm(folder, { recursive: true, force: true })
  })
  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail') await served.screenshot(`failed ${task.name.replaceAll(/\W+/g, ' ')}`)
  })

  it('sees a verdict after one click', async () => {
    await part('sample').first().locator('img').waitFor()
    await part('sample').first().click()
    await part('verdict').waitFor()
    expect(await clicks()).toBe(1)
  })

  it('labels forty films of a folder without labels, a key each', async () => {
    await served.page.getByText('Open by path…', { exact: true }).click()
    await served.page.keyboard.type(join(folder, 'rx'))
    await served.page.keyboard.press('Enter')
    await expect.poll(() => text('worklist-counts')).toContain(`${films + 1} films`)
    const shown = () => part('worklist').locator('[aria-current="true"]').textContent()
    for (const [name, isFractured] of fractured) {
      await expect.poll(shown).toContain(name)
      await expect.poll(() => part('film-viewport').getAttribute('class')).not.toContain('stale')
      await served.page.keyboard.press(isFractured ? 'y' : 'x')
      await expect.poll(() => part(isFractured ? 'answer-fracture' : 'answer-none').getAttribute('aria-pressed')).toBe('true') // prettier-ignore
      await served.page.keyboard.press('j')
    }
    await served.screenshot('newcomer-1-labelled')
  })

  it('trains on them and uses the model', async () => {
    await part('view-settings').click()
    await expect.poll(() => text('reviewed-films')).toContain('20')
    await part('train-reviewed').click()
    await part('to-recipe').click()
    await part('start-training').click()
    await part('report-sentence').waitFor({ timeout: slowly.timeout })
    await served.screenshot('newcomer-2-report')
    await part('activate').click()
    await part('model-active').waitFor()
  })

  it('scans the folder with it into a table that a spreadsheet reads', async () => {
    await part('view-scan').click()
    await served.page.keyboard.type(join(folder, 'rx'))
    await served.page.keyboard.press('Enter')
    await expect.poll(() => text('scan-state'), slowly).toBe('Finished')
    await part('scan-save').click()
    const [download] = await Promise.all([served.page.waitForEvent('download'), part('scan-download').click()])
    const rows = parse(await readFile(await download.path()), { columns: true }) as Record<string, string>[]
    expect(rows).toHaveLength(films)
    const right = rows.filter(({ file, probability }) => Number(probability) > 0.5 === fractured.get(file!))
    expect(right.length).toBeGreaterThan(0.8 * films)
  })

  it(`needs at most ${mostClicks} clicks for all of it`, async () => {
    expect(await clicks()).toBeLessThanOrEqual(mostClicks)
    expect(served.complaints).toEqual([])
  })
})
