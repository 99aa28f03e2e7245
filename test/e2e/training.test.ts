import { copyFile, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { writeBarFilms } from '../support/barFilms.ts'
import { pageFindings } from './pageFindings.ts'
import { hasChromium } from './chromium.ts'
import { servePage, type ServedPage } from './servedPage.ts'

const slowly = { timeout: 240_000, interval: 300 }

let folder: string
let served: ServedPage

const part = (name: string) => served.page.getByTestId(name)
const text = async (name: string): Promise<string> => ((await part(name).textContent()) ?? '').trim()
const facts = (): Promise<string> => text('run-facts').catch(() => '')
const findings = () => pageFindings(served.page)

async function openPanel(): Promise<void> {
  await part('view-settings').click()
  await part('settings-training').click()
  await part('training-panel').waitFor()
}

/** Fills in a short training of the deeper layers, on small films. */
async function chooseShortTraining(epochs: number): Promise<void> {
  await part('recipe-thorough').click()
  await part('advanced').locator('summary').click()
  await part('field-epochs').fill(String(epochs))
  await part('field-batch').fill('8')
  await part('field-inputSize').selectOption('224')
}

async function madeFolder(): Promise<string> {
  const made = await mkdtemp(join(tmpdir(), 'fractureguard-training-'))
  // Names that are no word of the page in any language.
  await writeBarFilms(made, 24, 11, 'img')
  return made
}

// One user's visit: each step stands on the one before.
describe.skipIf(!hasChromium)('a training from the panel', { timeout: 300_000 }, () => {
  beforeAll(async () => {
    folder = await madeFolder()
    await copyFile(join(folder, 'Fractured', 'img 0.png'), join(folder, 'Fractured', 'img 0 copy.png'))
    await copyFile(join(folder, 'Fractured', 'img 1.png'), join(folder, 'Non-Fractured', 'wrong.png'))
    await writeFile(join(folder, 'Fractured', 'notes.txt'), 'no film')
    served = await servePage()
  })
  afterAll(async () => {
    await served?.close()
    await rm(folder, { recursive: true, force: true })
  })
  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail') await served.screenshot(`failed ${task.name.replaceAll(/\W+/g, ' ')}`)
  })

  it('looks at a folder, and does not go on while a film lies in two classes', async () => {
    await openPanel()
    expect(await findings()).toEqual([])
    await served.screenshot('training-1-start')
    await part('training-folder').fill(folder)
    await part('training-inspect').click()
    await part('inspection').waitFor({ timeout: 60_000 })
    expect([await text('class-count-0'), await text('class-count-1')]).toEqual(['25', '25'])
    expect(await part('unreadable-file').allTextContents()).toHaveLength(1)
    expect(await part('exact-copies').getByTestId('film-thumb').count()).toBe(2)
    await expect.poll(() => part('contradictions').locator('img').count()).toBe(2)
    await served.screenshot('training-2-inspection')
    expect(await findings()).toEqual([])
    expect(await part('to-recipe').isDisabled()).toBe(true)
    await part('contradictions')
      .getByTestId('film-thumb')
      .filter({ hasText: 'wrong.png' })
      .getByTestId('leave-out')
      .click()
    await part('exact-copies').getByTestId('leave-out-sets').click()
    await part('inspect-again').click()
    await expect.poll(() => text('class-count-1'), { timeout: 60_000 }).toBe('24')
    expect(await part('contradictions').count()).toBe(0)
    await part('sheet').scrollIntoViewIfNeeded()
    await served.screenshot('training-3-inspection-end')
  })

  it('groups by a pattern, and says when it is none', async () => {
    await part('group-pattern').fill('film (\\d')
    await part('apply-pattern').click()
    await part('problem').waitFor()
    await part('group-pattern').fill('')
    await part('apply-pattern').click()
    await expect.poll(() => part('inspecting').count(), { timeout: 60_000 }).toBe(0)
    await expect.poll(() => part('problem').count()).toBe(0)
  })

  it('says whether borders and markers alone tell the classes apart, and shows the covered films', async () => {
    await part('check-shortcuts').click()
    await part('stop-shortcuts').click()
    await part('check-shortcuts').click()
    await part('shortcut-sheet').waitFor({ timeout: 120_000 })
    expect(await text('shortcut')).toMatch(/Borders and markers alone reach AUC \d\.\d\d \(\d\.\d\d–\d\.\d\d\): /)
    await expect.poll(() => part('shortcut-sheet').evaluate((sheet: HTMLImageElement) => sheet.naturalWidth)).toBe(704)
    for (const width of [390, 768, 1024, 1440]) {
      await served.page.setViewportSize({ width, height: 900 })
      await part('shortcut').scrollIntoViewIfNeeded()
      await served.screenshot(`training-3-shortcut-${width}`)
      // The panel is scrolled, and never the page with its notice.
      expect(await served.page.evaluate(() => document.documentElement.scrollTop), `at ${width}`).toBe(0)
    }
    expect(await findings()).toEqual([])
    // What was found was of other films.
    await part('group-pattern').fill('img (\\d)')
    await part('apply-pattern').click()
    await expect.poll(() => part('shortcut').count(), { timeout: 60_000 }).toBe(0)
    await part('group-pattern').fill('')
    await part('apply-pattern').click()
    await expect.poll(() => part('inspecting').count(), { timeout: 60_000 }).toBe(0)
  })

  it('measures what a recipe would take, and refuses numbers that make no sense', async () => {
    await part('to-recipe').click()
    await part('estimate-time').waitFor({ timeout: 120_000 })
    expect(await text('estimate-memory')).toMatch(/\d GiB/)
    await served.screenshot('training-4-recipe')
    expect(await findings()).toEqual([])
    await chooseShortTraining(6)
    await part('field-epochs').fill('0')
    await expect.poll(() => part('start-training').isDisabled()).toBe(true)
    await expect.poll(() => part('advanced').getByRole('alert').textContent()).toContain('from 1 to 500')
    await served.screenshot('training-5-advanced')
    expect(await findings()).toEqual([])
    await part('field-epochs').fill('6')
    await part('model-name').fill('Bars of this place')
  })

  it('shows numbers that change while it runs, and a film can be read meanwhile', async () => {
    await part('start-training').click()
    await part('run-page').waitFor()
    expect(await text('run-state')).toBe('Running')
    const first = await facts()
    await expect.poll(facts, slowly).not.toBe(first)
    await part('view-read').click()
    await part('sample').first().click()
    await part('verdict').waitFor({ timeout: 120_000 })
    await part('view-settings').click()
    await part('live-plots').waitFor({ timeout: 120_000 })
    await expect.poll(facts, slowly).toContain('Training deeper layers')
    const seen = await facts()
    await expect.poll(facts, slowly).not.toBe(seen)
  })

  it('is paused, keeps what it has, and goes on', async () => {
    await expect.poll(facts, slowly).toContain('epoch 2')
    await served.screenshot('training-6-running')
    expect(await findings()).toEqual([])
    await part('run-pause').click()
    await part('run-resume').waitFor({ timeout: 120_000 })
    expect(await text('run-state')).toBe('Paused')
    await served.screenshot('training-7-paused')
    expect(await findings()).toEqual([])
    await part('run-resume').click()
    await expect.poll(() => text('run-state'), slowly).toBe('Running')
    // It does not start again.
    await expect.poll(facts, slowly).toMatch(/epoch [2-6]/)
  })

  it('tells of its end wherever the user is, and then what the model can do', async () => {
    await part('view-read').click()
    await part('training-notice').waitFor({ timeout: 240_000 })
    await served.screenshot('training-8-notice')
    expect(await findings()).toEqual([])
    await part('training-notice-show').click()
    await part('report-sentence').waitFor()
    expect(await text('report-sentence')).toMatch(
      /^On \d+ films from \d+ groups that it had never seen, Bars of this place/,
    )
    await served.screenshot('training-9-report')
    expect(await findings()).toEqual([])
  })

  it('says what other operating points would mean', async () => {
    const counts = async () =>
      Promise.all(
        ['found', 'missed', 'openFracture', 'alarm', 'cleared', 'openClear'].map(async (fate) =>
          Number(await text(`hundred-${fate}`)),
        ),
      )
    expect((await counts()).reduce((sum, count) => sum + count, 0)).toBe(100)
    await part('roc-ruleOut').focus()
    await served.page.keyboard.press('End')
    // Everything is called positive: nothing is missed, and nothing cleared.
    const [, missed, , , cleared] = await counts()
    expect([missed, cleared]).toEqual([0, 0])
    const box = (await part('roc-ruleIn').boundingBox())!
    await served.page.mouse.move(box.x + box.width / 2, box.y + box.height / 2)
    await served.page.mouse.down()
    await served.page.mouse.move(box.x + 400, box.y - 400, { steps: 5 })
    await served.page.mouse.up()
    await expect.poll(() => text('point-ruleIn')).toContain('sensitivity 1.00, specificity 0.00')
    await served.screenshot('training-10-points')
    await part('own-points').click()
    await expect.poll(() => text('point-ruleIn')).not.toContain('specificity 0.00')
  })

  it('is in the list of trainings with the AUC of its report', async () => {
    const told = await part('report-page')
      .getByRole('group', { name: /^ROC\. AUC/ })
      .getAttribute('aria-label')
    const [auc, low, high] = told!.match(/\d\.\d\d/g)!
    await part('training-back').click()
    await expect.poll(() => text('run-auc')).toBe(`AUC ${auc} (${low} – ${high})`)
    await part('run-auc').scrollIntoViewIfNeeded()
    await served.screenshot('training-16-list')
    await part('run-item').click()
    await part('report-sentence').waitFor()
  })

  it('opens the films behind a number', async () => {
    const cells = ['fracture-fracture', 'fracture-none', 'none-fracture', 'none-none']
    const counts = await Promise.all(cells.map(async (cell) => Number.parseInt(await text(`confusion-${cell}`))))
    const films = Number(/On (\d+) films/.exec(await text('report-sentence'))![1])
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(films)
    const most = counts.indexOf(Math.max(...counts))
    await part(`confusion-${cells[most]}`).click()
    await expect.poll(() => part('confusion-films').getByTestId('film-thumb').count()).toBe(Math.min(16, counts[most]))
    await part('confusion-films').scrollIntoViewIfNeeded()
    await expect.poll(() => part('confusion-films').locator('img').count()).toBeGreaterThan(0)
    await served.screenshot('training-11-confusion')
  })

  it('is compared with the active model on films that neither has seen', async () => {
    await part('compare-models').click()
    await part('compared').waitFor({ timeout: 120_000 })
    const films = Number(/On (\d+) films/.exec(await text('report-sentence'))![1])
    expect(await text('compared')).toContain(`${films} films`)
    await part('compared').scrollIntoViewIfNeeded()
    await served.screenshot('training-12-compared')
    expect(await findings()).toEqual([])
  })

  it('reads from then on when it is activated, and no more when that is taken back', async () => {
    await part('activate').click()
    await part('model-active').waitFor()
    await part('view-read').click()
    await part('verdict').waitFor({ timeout: 120_000 })
    expect(await text('about-reading')).toContain('Bars of this place')
    await served.screenshot('training-13-read')
    await openPanel()
    await part('roll-back').click()
    await part('activate').waitFor()
  })

  it('made no error and spoke to nobody else', () => {
    expect(served.complaints).toEqual([])
    expect(basename(folder)).toMatch(/^fractureguard-training-/)
  })
})

describe.skipIf(!hasChromium)('a training that the end of the program stops', { timeout: 300_000 }, () => {
  it('is found again and goes on, also after page and server were closed', async () => {
    folder = await madeFolder()
    const home = await mkdtemp(join(tmpdir(), 'fractureguard-home-'))
    try {
      served = await servePage(home)
      await openPanel()
      await part('training-folder').fill(folder)
      await part('training-inspect').click()
      await part('to-recipe').click({ timeout: 60_000 })
      await chooseShortTraining(20)
      await part('start-training').click()
      await part('run-page').waitFor()
      // Closed and opened again, the page is where the training is.
      await served.page.reload()
      await openPanel()
      await part('run-page').waitFor()
      await expect.poll(facts, slowly).toContain('epoch 2')
      await served.close()

      served = await servePage(home)
      await openPanel()
      await expect.poll(() => text('run-item')).toContain('Interrupted')
      await served.screenshot('training-14-broken-off')
      await part('run-item').click()
      await part('live-plots').waitFor()
      await part('run-resume').click()
      await expect.poll(facts, slowly).toMatch(/epoch [23]/)
      await served.screenshot('training-15-resumed')
      await part('run-discard').click()
      await part('run-discard-sure').click()
      await part('run-list').waitFor()
      await expect.poll(() => part('run-item').count()).toBe(0)
      expect(served.complaints).toEqual([])
    } finally {
      await served.close()
      await rm(home, { recursive: true, force: true })
      await rm(folder, { recursive: true, force: true })
    }
  })
})
