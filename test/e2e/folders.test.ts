import { mkdir, mkdtemp, realpath, rm, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { writeBarFilms } from '../support/barFilms.ts'
import { hasChromium } from './chromium.ts'
import { pageFindings } from './pageFindings.ts'
import { servePage, type ServedPage } from './servedPage.ts'

let top: string
let root: string
let served: ServedPage

const part = (name: string) => served.page.getByTestId(name)
const offers = () => part('folder-offer').locator('.name').allTextContents()
const rows = () => part('folder-row').locator('.name').allTextContents()
const focused = () => served.page.evaluate(() => document.activeElement?.tagName)

// One user's visit: each step stands on the one before.
describe.skipIf(!hasChromium)('folders of the machine', { timeout: 120_000 }, () => {
  beforeAll(async () => {
    top = await realpath(await mkdtemp(join(tmpdir(), 'fractureguard-folders-')))
    root = join(top, 'rx')
    await mkdir(join(top, 'secret'))
    await mkdir(join(root, '.hidden'), { recursive: true })
    for (let i = 1; i <= 12; i++) await mkdir(join(root, `ward ${i}`))
    await symlink(join(top, 'secret'), join(root, 'ward out'))
    await writeBarFilms(join(root, 'ward 2'), 4, 5)
    served = await servePage(undefined, [root])
  })
  afterAll(async () => {
    await served?.close()
    await rm(top, { recursive: true, force: true })
  })
  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail') await served.screenshot(`failed ${task.name.replaceAll(/\W+/g, ' ')}`)
  })

  it('are offered while one types, and taken by keys', async () => {
    await part('view-scan').click()
    const field = part('scan-folder')
    await field.fill(join(root, 'ward 1'))
    await expect.poll(offers).toEqual(['ward 1', 'ward 10', 'ward 11', 'ward 12'])
    await served.screenshot('folders-offered')
    expect(await pageFindings(served.page)).toEqual([])
    await field.press('ArrowDown')
    await field.press('ArrowDown')
    expect(await field.getAttribute('aria-activedescendant')).toBe(await part('folder-offer').nth(1).getAttribute('id'))
    await field.press('Enter')
    await expect.poll(() => field.inputValue()).toBe(join(root, 'ward 10'))
    await field.fill(join(root, 'ward 2') + '/')
    await expect.poll(offers).toEqual(['Fractured', 'Non-Fractured'])
    await field.press('Escape')
    await expect.poll(() => part('folder-offers').first().isVisible()).toBe(false)
  })

  it('beyond the roots are refused by a sentence, while one types and when one asks', async () => {
    const field = part('scan-folder')
    await field.fill(`${join(top, 'secret')}/`)
    await expect.poll(() => part('folder-refusal').textContent()).toContain('outside the folders')
    await served.screenshot('folders-refused')
    await part('scan-start').click()
    await expect.poll(() => part('problem').first().textContent()).toContain('--root FOLDER')
    await field.fill(root.slice(0, -2))
    await expect.poll(offers).toEqual([root])
    expect(await part('folder-refusal').count()).toBe(0)
  })

  it('are browsed with mouse and keys, and focus stays where it is of use', async () => {
    const field = part('scan-folder')
    await field.fill('')
    await part('browse-folders').first().click()
    await expect.poll(rows).toHaveLength(12)
    expect((await rows()).slice(0, 3)).toEqual(['ward 1', 'ward 2', 'ward 3'])
    expect(await part('folder-here').textContent()).toBe('rx')
    await served.screenshot('folders-browsed')
    expect(await pageFindings(served.page)).toEqual([])
    await part('folder-hidden').check()
    await expect.poll(rows).toHaveLength(13)
    await part('folder-find').fill('ward 2')
    await expect.poll(rows).toEqual(['ward 2'])
    await part('folder-find').press('ArrowDown')
    await served.page.keyboard.press('Enter')
    await expect.poll(rows).toEqual(['Fractured', 'Non-Fractured'])
    expect(await part('folder-row').first().textContent()).toContain('4 films')
    await expect.poll(focused).toBe('BUTTON')
    await served.page.keyboard.press('Enter')
    await expect.poll(() => part('folder-counts').textContent()).toContain('4 files that may be films')
    await expect.poll(focused).toBe('INPUT')
    await part('folder-up').click()
    await expect.poll(() => part('folder-here').textContent()).toBe('ward 2')
    await part('folder-choose').click()
    await expect.poll(() => field.inputValue()).toBe(join(root, 'ward 2'))
    await expect.poll(focused).toBe('BUTTON')
  })

  it('are offered in every place that asks for one', async () => {
    await part('view-settings').click()
    await part('settings-training').click()
    await part('training-folder').fill(join(root, 'ward 1'))
    await expect.poll(offers).toContain('ward 12')
    await part('settings-models').click()
    await part('fit-folder').fill(join(root, 'ward 1'))
    await expect.poll(offers).toContain('ward 12')
    await part('fit-folder').press('Escape')
    await part('model-more').click()
    await part('model-export-to').click()
    const dialog = part('export-dialog')
    await dialog.getByTestId('browse-folders').click()
    await expect.poll(async () => (await rows()).length).toBe(12)
    // One dialog on another: a key closes the upper one.
    await served.page.keyboard.press('Escape')
    await part('folder-browser').waitFor({ state: 'detached' })
    await dialog.getByTestId('browse-folders').click()
    await part('folder-choose').click()
    expect(await part('export-path').inputValue()).toMatch(/rx.[\w-]+\.zip$/)
    await served.page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'detached' })
    await part('view-read').click()
    await part('open-path').fill(join(root, 'ward 1'))
    await expect.poll(offers).toContain('ward 12')
    await part('open-path').fill(join(root, 'ward 2', 'Fractured'))
    await part('open-path').press('Enter')
    await expect.poll(() => part('worklist-row').count()).toBe(4)
  })

  it('fit on a phone', async () => {
    await served.page.setViewportSize({ width: 390, height: 780 })
    await part('view-scan').click()
    await part('browse-folders').first().click()
    await expect.poll(async () => (await rows()).length).toBeGreaterThan(0)
    await served.screenshot('folders-phone')
    const box = (await part('folder-browser').boundingBox())!
    expect(box.x).toBeGreaterThanOrEqual(0)
    expect(box.x + box.width).toBeLessThanOrEqual(390)
    expect(await pageFindings(served.page)).toEqual([])
    await served.page.keyboard.press('Escape')
  })

  it('made no error and spoke to nobody else', () => {
    expect(served.complaints).toEqual([])
  })
})
