import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { claimFolder } from '#main/app/home/claimFolder.ts'
import { sealModel } from '#main/model/manifest.ts'
import { writeReport } from '#main/report/writeReport.ts'
import { reportInput } from '../support/reportInput.ts'
import { testCard } from '../support/testCard.ts'
import { writeTestModel } from '../support/testModel.ts'
import { hasChromium } from './chromium.ts'
import { pageFindings, screenSizes } from './pageFindings.ts'
import { servePage, type ServedPage } from './servedPage.ts'

let home: string
let served: ServedPage

const part = (name: string) => served.page.getByTestId(name)
const text = async (name: string): Promise<string> => ((await part(name).textContent()) ?? '').trim()
const press = (key: string) => served.page.keyboard.press(key)
const row = (name: string) => part('model-row').filter({ hasText: name })
const fromMenu = (model: string, item: string) => async () => {
  await row(model).getByTestId('model-more').click()
  await part(item).click()
}

async function writeModels(): Promise<void> {
  claimFolder(home)
  const models = join(home, 'models')
  const { metrics } = testCard()
  const holdout = { ...metrics.holdout, auc: 0.61, aucInterval: [0.42, 0.79] as [number, number] }
  await writeTestModel(join(models, 'wrists'), { id: 'wrists', name: 'Wrists' }, 1)
  await writeReport(join(models, 'wrists'), reportInput())
  await sealModel(join(models, 'wrists'))
  await writeTestModel(join(models, 'coin'), { id: 'coin', name: 'Coin', metrics: { ...metrics, holdout } }, 2)
  await mkdir(join(home, 'cache', 'thumbnails', '32'), { recursive: true })
  await writeFile(join(home, 'cache', 'thumbnails', '32', 'film'), 'x'.repeat(1024))
}

/** How each dialog of a part of the page is opened; Escape closes them all. */
const ofRoom: Record<string, () => Promise<void>> = {
  palette: () => press('Control+k'),
  'shortcut-sheet': () => press('?'),
  'tags-dialog': () => press('d'),
  'find-dialog': async () => {
    await press('Control+k')
    await part('palette-search').fill('Find in PACS')
    await press('Enter')
  },
  'send-dialog': async () => {
    await press('Control+k')
    await part('palette-search').fill('Send results')
    await press('Enter')
  },
  'deidentify-dialog': async () => {
    await press('Control+k')
    await part('palette-search').fill('Export without patient')
    await press('Enter')
  },
  'forget-dialog': () => part('forget').first().click(),
  'model-dialog': () => part('show-model').first().click(),
}
const ofModels: Record<string, () => Promise<void>> = {
  'model-dialog': () => row('Wrists').getByTestId('show-model').click(),
  'network-dialog': fromMenu('Wrists', 'model-network'),
  'report-dialog': fromMenu('Wrists', 'model-report'),
  'export-dialog': fromMenu('Wrists', 'model-export-to'),
  'delete-dialog': fromMenu('Wrists', 'model-delete'),
  'chance-dialog': () => row('Coin').getByTestId('model-activate').click(),
}

/** What has the focus; the page waits a moment before it moves one that was lost. */
const focused = () => served.page.evaluate(() => document.activeElement?.tagName)

/** Opens and closes a dialog; both for who cannot see it and for who has no mouse. */
async function visit(name: string, open: () => Promise<void>): Promise<void> {
  await open()
  await part(name).waitFor()
  await expect
    .poll(() => part(name).evaluate((dialog) => dialog.contains(document.activeElement)), {
      message: `focus in ${name}`,
    })
    .toBe(true)
  expect(await pageFindings(served.page), name).toEqual([])
  for (const { width, height } of screenSizes) {
    await served.page.setViewportSize({ width, height })
    const box = (await part(name).boundingBox())!
    expect(box.x >= 0 && box.y >= 0 && box.x + box.width <= width && box.y + box.height <= height, `${name} at ${width}`).toBe(true) // prettier-ignore
    await served.screenshot(`dialog-${name}-${width}`)
  }
  await press('Escape')
  await part(name).waitFor({ state: 'detached' })
  await expect.poll(focused, { message: `focus after ${name}` }).not.toBe('BODY')
}

// One user's visit: each step stands on the one before.
describe.skipIf(!hasChromium)('the dialogs', { timeout: 240_000 }, () => {
  beforeAll(async () => {
    home = await mkdtemp(join(tmpdir(), 'fractureguard-home-'))
    await writeModels()
    served = await servePage(home)
  })
  afterAll(async () => {
    await served?.close()
    await rm(home, { recursive: true, force: true })
  })
  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail') await served.screenshot(`failed ${task.name.replaceAll(/\W+/g, ' ')}`)
  })

  it('of the reading room are clean, take the focus and give it back', async () => {
    await part('sample').first().click()
    await part('verdict').waitFor()
    for (const [name, open] of Object.entries(ofRoom)) await visit(name, open)
  })

  it('of commands takes all that is typed after its key, however soon, and the page nothing of it', async () => {
    await part('film-viewport').focus()
    const session = await served.page.context().newCDPSession(served.page)
    const key = (name: string, modifiers = 0) => {
      const named = { key: name, code: `Key${name.toUpperCase()}`, windowsVirtualKeyCode: name.toUpperCase().charCodeAt(0), modifiers } // prettier-ignore
      return [
        session.send('Input.dispatchKeyEvent', { type: 'keyDown', ...named, ...(modifiers ? {} : { text: name }) }),
        session.send('Input.dispatchKeyEvent', { type: 'keyUp', ...named }),
      ]
    }
    for (let round = 0; round < 5; round++) {
      // Without a pause: the page finds all of it waiting.
      await Promise.all([...key('k', 2), ...[...'ihfry'].flatMap((letter) => key(letter))])
      await expect.poll(() => part('palette-search').inputValue()).toBe('ihfry')
      await press('Escape')
      await part('palette').waitFor({ state: 'detached' })
      await expect.poll(focused).not.toBe('BODY')
    }
    for (const name of ['invert', 'flip', 'answer-fracture'])
      expect(await part(name).getAttribute('aria-pressed'), name).not.toBe('true')
    await session.detach()
  })

  it('of the models are, too', async () => {
    await part('view-settings').click()
    await part('settings-models').click()
    await expect.poll(() => part('model-row').count()).toBe(3)
    for (const [name, open] of Object.entries(ofModels)) await visit(name, open)
    await part('settings-privacy').click()
    await visit('clear-dialog', () => part('clear-thumbnails').click())
  })

  it('ask before a model is used that may be no better than chance, and offer to compare it first', async () => {
    await part('settings-models').click()
    await row('Coin').getByTestId('model-activate').click()
    await part('chance-dialog').waitFor()
    expect(await text('chance-dialog')).toContain('0.42')
    expect(await row('Coin').getByTestId('model-active').count()).toBe(0)
    await part('compare-first').click()
    await part('chance-dialog').waitFor({ state: 'detached' })
    expect(await part('compare-b').inputValue()).toBe('coin')
    await expect.poll(focused).not.toBe('BODY')
    expect(await row('Coin').getByTestId('model-active').count()).toBe(0)
    await row('Coin').getByTestId('model-activate').click()
    await part('activate-anyway').click()
    await row('Coin').getByTestId('model-active').waitFor()
    // One that is better than chance asks nothing.
    await row('Wrists').getByTestId('model-activate').click()
    await row('Wrists').getByTestId('model-active').waitFor()
  })

  it('show card, network and report in the page’s language', async () => {
    await part('settings-viewer').click()
    await part('setting-language').selectOption('de')
    await part('settings-models').click()
    await ofModels['model-dialog']!()
    await expect.poll(() => text('model-dialog')).toContain('Erstellt2.1.2026')
    await press('Escape')
    await ofModels['network-dialog']!()
    await expect.poll(() => text('network-dialog')).toContain('Faltung 7 × 7, Schrittweite 2')
    await expect.poll(() => part('network-drawing').evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThan(300) // prettier-ignore
    await served.screenshot('dialog-network-german')
    await press('Escape')
    await served.page.emulateMedia({ colorScheme: null })
    await ofModels['report-dialog']!()
    const frame = served.page.frameLocator('[data-testid="report-frame"]')
    await expect.poll(() => frame.locator('.sentence').textContent()).toMatch(/^Auf 120 Aufnahmen aus 60 Gruppen/)
    expect(await frame.locator('html').getAttribute('lang')).toBe('de')
    await served.screenshot('dialog-report-german')
    const [download] = await Promise.all([served.page.waitForEvent('download'), part('report-save').click()])
    expect(await readFile(await download.path(), 'utf8')).toContain('<html lang="de">')
    await press('Escape')
    expect(served.complaints).toEqual([])
  })
})
