import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { dicomPhantom } from '../support/dicomPhantom.ts'
import { newHome } from '../support/home.ts'
import { writeManyFilms, type ManyFilms } from '../support/manyFilms.ts'
import { useSmallModel } from '../support/smallModel.ts'
import { writeZip } from '../support/zips.ts'
import { pageFindings } from './pageFindings.ts'
import { hasChromium } from './chromium.ts'
import { servePage, type ServedPage } from './servedPage.ts'

/** So many that a scan is still running when it is paused. */
const count = 260

let folder: string
let made: ManyFilms
let served: ServedPage

const part = (name: string) => served.page.getByTestId(name)
const text = async (name: string): Promise<string> => (await part(name).textContent())!.trim()
const numberOf = async (name: string): Promise<number> => Number((await text(name)).replaceAll(/\D/g, ''))
const rowNames = () =>
  part('scan-row')
    .locator('.file')
    .allTextContents()
    .then((names) => names.map((name) => name.trim()))

/** From now on all that the page counts together, whenever it shows something else. */
async function watchCounts(): Promise<() => Promise<number[]>> {
  await served.page.evaluate(() => {
    const sum = () =>
      [...document.querySelectorAll('[data-testid^="scan-count-"]')].reduce(
        (all, { textContent }) => all + Number(textContent.replaceAll(/\D/g, '')),
        0,
      )
    const sums = [sum()]
    Object.assign(window, { sums })
    new MutationObserver(() => void (sums.at(-1) === sum() || sums.push(sum()))).observe(document.body, {
      ...{ subtree: true, childList: true, characterData: true },
    })
  })
  return () => served.page.evaluate(() => (window as unknown as { sums: number[] }).sums)
}

// One user's visit: each step stands on the one before.
describe.skipIf(!hasChromium)('a scan on the page', { timeout: 500_000 }, () => {
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'fractureguard-scan-'))
    made = await writeManyFilms(folder, count)
    await writeZip(join(folder, 'taken.zip'), [['a/one', Buffer.from(dicomPhantom({ patientId: 'ZIPPED' }))]])
    const home = await newHome()
    await useSmallModel(home)
    served = await servePage(home)
  })
  afterAll(async () => {
    await served?.close()
    await rm(folder, { recursive: true, force: true })
  })
  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail') await served.screenshot(`failed ${task.name.replaceAll(/\W+/g, ' ')}`)
  })

  it('keeps the film in the reading room while the scan page is shown', async () => {
    await part('sample').first().click()
    await part('verdict').waitFor()
    await part('film-viewport').hover()
    await served.page.mouse.wheel(0, -300)
    await expect.poll(() => part('film-viewport').getAttribute('data-shown')).toBeTruthy()
    const zoom = await text('zoom-text')
    await part('view-scan').click()
    await part('scan-folder').waitFor()
    expect(await pageFindings(served.page)).toEqual([])
    await served.screenshot('scan-1-form')
    await part('view-read').click()
    await part('verdict').waitFor()
    await expect.poll(() => text('zoom-text')).toBe(zoom)
    await part('view-scan').click()
  })

  it('says that there is no such folder', async () => {
    await part('scan-folder').fill(join(folder, 'nothing'))
    await part('scan-start').click()
    await part('problem').waitFor()
    expect(await text('problem')).toContain('no such folder')
  })

  it('reads a folder, can be paused, and goes on with what it had counted', async () => {
    await part('scan-folder').fill(folder)
    await part('scan-start').click()
    await expect
      .poll(async () => Number(/(\d+) of \d+ files/.exec(await text('scan-facts'))?.[1] ?? 0))
      .toBeGreaterThan(3)
    await served.screenshot('scan-2-running')
    await part('scan-pause').click()
    await part('scan-resume').waitFor()
    expect(await text('scan-state')).toBe('Unfinished')
    await served.screenshot('scan-3-paused')
    expect(await pageFindings(served.page)).toEqual([])
    const seen = await watchCounts()
    await part('scan-resume').click()
    await expect.poll(() => text('scan-state'), { timeout: 400_000 }).toBe('Finished')
    const sums = await seen()
    expect(sums[0]).toBeGreaterThan(3)
    // Nothing is counted again from the start, not even for a moment.
    expect(sums).toEqual(sums.toSorted((a, b) => a - b))
    // A bad file of several frames has a row for each.
    expect(await numberOf('scan-count-error')).toBeGreaterThanOrEqual(made.bad.length)
    expect(await pageFindings(served.page)).toEqual([])
    await served.screenshot('scan-4-finished')
  })

  it('filters and sorts the table', async () => {
    await expect.poll(() => numberOf('scan-rows')).toBeGreaterThan(made.files)
    await part('filter-error').click()
    await expect.poll(async () => [...new Set(await rowNames())]).toEqual(made.bad.map(({ name }) => name))
    expect(await numberOf('scan-rows')).toBe(await numberOf('scan-count-error'))
    await served.screenshot('scan-5-errors')
    await part('filter-all').click()
    await part('scan-search').fill('img100.')
    await expect.poll(rowNames).toHaveLength(1)
    await part('scan-search').fill('')
    await part('sort-probability').click()
    await expect
      .poll(async () => {
        const shown = await part('scan-row').locator('.probability').allTextContents()
        // The least is shown as less than a hundredth.
        const values = shown.flatMap((value) => (value.trim() ? [Number(value.replace('<0.01', '0'))] : []))
        return values.length > 10 && values.every((value, i) => i === 0 || value <= values[i - 1])
      })
      .toBe(true)
  })

  it('hides the names of files where names are hidden', async () => {
    await part('view-settings').click()
    await part('settings-viewer').click()
    await part('setting-anonymous').click()
    await part('view-scan').click()
    await expect.poll(async () => (await rowNames()).every((name) => /^film \d+$/.test(name))).toBe(true)
    await part('view-settings').click()
    await part('setting-anonymous').click()
    await part('view-scan').click()
  })

  it('saves the table as a CSV with the wanted columns', async () => {
    await part('scan-save').click()
    await part('column-patient_id').waitFor()
    await part('column-model_sha256').uncheck()
    expect(await pageFindings(served.page)).toEqual([])
    await served.screenshot('scan-6-save')
    const [download] = await Promise.all([served.page.waitForEvent('download'), part('scan-download').click()])
    const rows = parse(await readFile((await download.path())!), { columns: true, record_delimiter: '\r\n' }) as Record<
      string,
      string
    >[]
    expect(download.suggestedFilename()).toMatch(/^fractureguard-scan-.*\.csv$/)
    expect(new Set(rows.map((row) => row.file.replace(/^'/, ''))).size).toBe(made.files + 1)
    expect(Object.keys(rows[0])).toContain('patient_id')
    expect(Object.keys(rows[0])).not.toContain('model_sha256')
    expect(rows.filter((row) => row.error_code)).toHaveLength(await numberOf('scan-count-error'))
  })

  it('opens a film of the table in the reading room', async () => {
    await part('scan-search').fill('img4.jpg')
    await expect.poll(rowNames).toHaveLength(0)
    await part('scan-search').fill('img4.')
    await expect.poll(rowNames).toHaveLength(1)
    await part('scan-row').getByRole('button').click()
    await expect.poll(() => text('corner-patient')).toContain('IMG4.')
    await part('verdict').waitFor()
    await served.screenshot('scan-7-opened')
  })

  it('opens a film that lies in an archive', async () => {
    await part('view-scan').click()
    await part('scan-search').fill('taken')
    await expect.poll(rowNames).toEqual(['taken.zip/a/one'])
    await part('scan-row').getByRole('button').click()
    await expect.poll(() => text('corner-patient')).toContain('ZIPPED')
    await part('verdict').waitFor()
  })

  it('keeps scans, compares them, and forgets them', async () => {
    await part('view-scan').click()
    await part('new-scan').click()
    await part('scan-folder').fill(folder)
    await part('scan-start').click()
    await expect.poll(() => part('scan-item').count()).toBe(2)
    await expect.poll(() => text('scan-state'), { timeout: 400_000 }).toBe('Finished')
    await part('scan-compare').click()
    await served.page.getByText(/films in both, 0 with another verdict/).waitFor()
    expect(await pageFindings(served.page)).toEqual([])
    await served.screenshot('scan-8-compared')
    await served.page.keyboard.press('Escape')
    await part('scan-remove').click()
    await expect.poll(() => part('scan-item').count()).toBe(1)
  })

  it('speaks German, errors too', async () => {
    await served.page.keyboard.press('Control+,')
    await part('settings-viewer').click()
    await part('setting-language').selectOption('de')
    await part('view-scan').click()
    await part('scan-item').first().click()
    // The table keeps what was looked for.
    await part('scan-search').fill('')
    await part('filter-error').click()
    await expect.poll(() => text('scan-state')).toBe('Fertig')
    await expect.poll(() => part('scan-row').first().locator('.error').textContent()).toMatch(/^(Die|Das) /)
    await served.screenshot('scan-9-german')
    await part('new-scan').click()
    await part('scan-folder').fill(join(folder, 'nothing'))
    await part('scan-start').click()
    await expect.poll(() => text('problem')).toContain('nicht da')
    await served.screenshot('scan-10-german-form')
  })

  it('made no error and spoke to nobody else', () => {
    expect(served.complaints).toEqual([])
  })
})
