import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Locator, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { dicomPhantom } from '../support/dicomPhantom.ts'
import { findingsHere, pageFindings } from './pageFindings.ts'
import { hasChromium } from './chromium.ts'
import { dragOnFilm } from './dragOnFilm.ts'
import { servePage, type ServedPage } from './servedPage.ts'

let folder: string
let home: string
let served: ServedPage

const part = (name: string) => served.page.getByTestId(name)
const text = async (name: string): Promise<string> => (await part(name).textContent())!.trim()
const press = (key: string) => served.page.keyboard.press(key)
const count = (name: string) => part(name).count()
const kept = async () => JSON.parse(await readFile(join(home, 'settings.json'), 'utf8')).settings
const select = (name: string) => part('worklist-row').filter({ hasText: name }).getByRole('button').first().click()
const focusFilm = () => part('film-viewport').focus()
const value = async (grip: string) => Number(await part(`histogram-${grip}`).getAttribute('aria-valuenow'))

/** CSS sizes: a phone, a tablet, a small laptop, a desk. */
const sizes = [
  ['390', 390, 844],
  ['768', 768, 1024],
  ['1024', 1024, 768],
  ['1440', 1440, 900],
] as const

async function open(): Promise<void> {
  await part('open-path').fill(folder)
  await press('Enter')
  await part('open-path').blur()
  await part('worklist-row').nth(2).waitFor()
  await part('verdict').waitFor()
}

// One user's visit: each step stands on the one before.
describe.skipIf(!hasChromium)('what a reader has at hand', () => {
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'fractureguard-tools-'))
    home = await mkdtemp(join(tmpdir(), 'fractureguard-home-'))
    const film = { rows: 480, columns: 360, modality: 'DX', window: { center: 2048, width: 4096 } } as const
    for (const [index, patientName] of ['Roe^Jane', 'Doe^John', 'Poe^Edgar'].entries()) {
      const elements = [{ tag: 0x00080018, vr: 'UI', value: `1.2.3.${index}` }]
      await writeFile(join(folder, `${index}.dcm`), dicomPhantom({ ...film, patientName, elements }))
    }
    served = await servePage(home)
    await open()
  })
  afterAll(async () => {
    await served?.close()
    for (const one of [folder, home]) await rm(one, { recursive: true, force: true })
  })
  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail') await served.screenshot(`failed ${task.name.replaceAll(/\W+/g, ' ')}`)
  })

  describe('the histogram', () => {
    it('shows the window on the values, and is moved by its edges and its middle', async () => {
      await part('histogram-bars').waitFor()
      expect(await text('histogram-window')).toBe('C 2048  W 4096')
      const plot = (await part('histogram-bars').boundingBox())!
      const drag = async (grip: string, toShare: number) => {
        const from = (await part(`histogram-${grip}`).boundingBox())!
        await served.page.mouse.move(from.x + from.width / 2, from.y + from.height / 2)
        await served.page.mouse.down()
        await served.page.mouse.move(plot.x + plot.width * toShare, from.y + from.height / 2, { steps: 4 })
        await served.page.mouse.up()
      }
      const [low, high] = [await value('low'), await value('high')]
      await drag('high', 0.75)
      const narrow = await value('high')
      expect(narrow).toBeLessThan(high)
      expect(await value('low')).toBeCloseTo(low, 0)
      await drag('low', 0.25)
      expect(await value('low')).toBeGreaterThan(low)
      expect(await value('high')).toBeCloseTo(narrow, 0)
      const [before, width] = [await value('centre'), (await value('high')) - (await value('low'))]
      await drag('centre', 0.6)
      expect(await value('centre')).toBeGreaterThan(before)
      expect((await value('high')) - (await value('low'))).toBeCloseTo(width, 0)
      // What the film says in its corner is the same.
      expect(await text('window-text')).toBe(await text('histogram-window'))
    })

    it('is moved by keys, which then belong to it', async () => {
      const film = await part('film-viewport').getAttribute('data-shown')
      await part('histogram-low').focus()
      const low = await value('low')
      await press('ArrowRight')
      const once = await value('low')
      expect(once).toBeGreaterThan(low)
      await press('PageDown')
      expect(await value('low')).toBeLessThan(once)
      await press('ArrowDown')
      expect(await part('film-viewport').getAttribute('data-shown')).toBe(film)
      await focusFilm()
      await press('1')
      await expect.poll(() => text('histogram-window')).toBe('C 2048  W 4096')
    })

    it('is folded away, and stays so', async () => {
      await part('histogram-fold').click()
      await expect.poll(() => count('histogram-bars')).toBe(0)
      await expect.poll(async () => (await kept()).histogram).toBe(false)
      await served.page.reload()
      await part('histogram').waitFor()
      expect(await count('histogram-bars')).toBe(0)
      await part('histogram-fold').click()
      await part('histogram-bars').waitFor()
    })
  })

  describe('key images and notes', () => {
    it('are kept with the film, shown and found in the list', async () => {
      await part('verdict').waitFor()
      await select('Doe')
      await expect.poll(() => text('corner-patient')).toContain('Doe')
      await focusFilm()
      await press('*')
      await expect.poll(() => part('key-image').getAttribute('aria-pressed')).toBe('true')
      await part('note').fill('Scaphoid?\nCompare with the left side.')
      await part('note').blur()
      await expect.poll(() => count('row-key')).toBe(1)
      await expect.poll(() => count('row-note')).toBe(1)
      await part('worklist-filter').selectOption('key')
      await expect.poll(() => count('worklist-row')).toBe(1)
      await part('worklist-filter').selectOption('noted')
      await expect.poll(() => count('worklist-row')).toBe(1)
      await part('worklist-filter').selectOption('all')
      await served.page.waitForTimeout(300)
      await served.page.reload()
      await expect.poll(() => count('row-key')).toBe(1)
      await select('Doe')
      await expect.poll(() => part('note').inputValue()).toBe('Scaphoid?\nCompare with the left side.')
      await select('Roe')
      await expect.poll(() => part('note').inputValue()).toBe('')
      await select('Doe')
    })

    it('are printed with the case, but not where names are hidden', async () => {
      await expect.poll(() => text('corner-patient')).toContain('Doe')
      await part('verdict').waitFor()
      const printed = async () => {
        await served.page.evaluate(() => {
          window.print = () => Object.assign(window, { said: document.querySelector('.printed-case')!.textContent })
        })
        await focusFilm()
        await press('Control+p')
        const said = () => served.page.evaluate(() => (window as unknown as { said?: string }).said)
        await expect.poll(said).toBeTruthy()
        const now = (await said())!
        await served.page.evaluate(() => Object.assign(window, { said: undefined }))
        return now
      }
      expect(await printed()).toMatch(/Key image.*Note: Scaphoid\?\nCompare with the left side\./s)
      await press('9')
      expect(await printed()).not.toMatch(/Key image|Scaphoid/)
      await press('9')
    })
  })

  describe('the keys', () => {
    it('are changed by pressing another one, conflicts told', async () => {
      await part('view-settings').click()
      await part('settings-keys').click()
      await part('keys-panel').waitFor()
      expect(await pageFindings(served.page)).toEqual([])
      await served.screenshot('keys-panel')
      const row = part('keys-of-flip')
      await row.getByRole('button', { name: 'Change the key H' }).click()
      await press('l')
      expect(await row.getByTestId('key-trouble').textContent()).toContain('Measure a length')
      expect(await pageFindings(served.page)).toEqual([])
      await served.screenshot('keys-conflict')
      await press('Enter')
      await expect.poll(() => row.locator('kbd').allTextContents()).toEqual(['L'])
      expect(await part('keys-of-length').locator('kbd').count()).toBe(0)
      await part('keys-of-toggle-evidence').getByRole('button', { name: 'Change the key E' }).press('Enter')
      await press('F2')
      await expect.poll(kept).toMatchObject({ keys: { flip: ['l'], 'toggle-evidence': ['F2'] } })
    })

    it('are those of the reading room, its tooltips, sheet and palette', async () => {
      await part('view-read').click()
      await part('verdict').waitFor()
      expect(await part('flip').getAttribute('title')).toBe('Mirror left to right (L)')
      expect(await part('length').getAttribute('title')).toBe('Measure a length')
      await focusFilm()
      await press('F2')
      await part('legend-evidence').waitFor()
      await press('e')
      await part('legend-evidence').waitFor()
      await press('F2')
      await press('?')
      expect(await text('shortcut-sheet')).toContain('Mirror left to right')
      expect(
        await part('shortcut-sheet').locator('dt:text("Mirror left to right") + dd kbd').allTextContents(),
      ).toEqual(['L'])
      await press('Escape')
      await press('Control+k')
      await part('palette-search').fill('mirror')
      expect(await part('palette-item').first().locator('kbd').textContent()).toBe('L')
      await press('Escape')
    })

    it('can all be reset', async () => {
      await part('view-settings').click()
      await part('keys-reset-all').click()
      await part('keys-reset-dialog').waitFor()
      expect(await pageFindings(served.page)).toEqual([])
      await part('keys-reset-yes').click()
      await expect.poll(async () => (await kept()).keys).toBeUndefined()
      expect(await part('keys-of-flip').locator('kbd').allTextContents()).toEqual(['H'])
      await part('view-read').click()
    })
  })

  describe('the second window', () => {
    let second: Page
    const there = (name: string) => second.getByTestId(name)
    const isPressed = (button: Locator) => button.getAttribute('aria-pressed')
    const inSecond = async () => (await second.getByTestId('corner-patient').textContent())!.trim()
    const opened = async (wanted: string) => {
      const [page] = await Promise.all([served.page.context().waitForEvent('page'), press(wanted)])
      return page
    }

    it('shows the film, and stays with it', async () => {
      await part('verdict').waitFor()
      await select('Poe')
      await expect.poll(() => text('corner-patient')).toContain('Poe')
      await focusFilm()
      second = await opened('6')
      await expect.poll(inSecond).toContain('Poe')
      await second.getByTestId('verdict').waitFor()
      expect(await pageFindings(second)).toEqual([])
      expect(await second.getByTestId('second-window').isDisabled()).toBe(true)
      await select('Roe')
      await expect.poll(() => text('corner-patient')).toContain('Roe')
      await served.page.waitForTimeout(300)
      expect(await inSecond()).toContain('Poe')
    })

    it('shows another film when asked to, also one that it turned away from', async () => {
      const pages = served.page.context().pages().length
      await focusFilm()
      await press('6')
      await expect.poll(inSecond).toContain('Roe')
      await second.getByTestId('worklist-row').filter({ hasText: 'Doe' }).getByRole('button').first().click()
      await expect.poll(inSecond).toContain('Doe')
      await served.page.bringToFront()
      await focusFilm()
      await press('6')
      await expect.poll(inSecond).toContain('Roe')
      expect(served.page.context().pages().length).toBe(pages)
    })

    it('shows at once what is said, noted and drawn in the first one, and the other way round', async () => {
      await focusFilm()
      await press('*')
      await expect.poll(() => isPressed(there('key-image-button'))).toBe('true')
      await press('*')
      await expect.poll(() => isPressed(there('key-image-button'))).toBe('false')
      await press('y')
      await expect.poll(() => isPressed(there('answer-fracture'))).toBe('true')
      await part('note').fill('First')
      await part('note').blur()
      await expect.poll(() => there('note').inputValue()).toBe('First')
      await focusFilm()
      await press('l')
      await dragOnFilm(served.page, [0.3, 0.3], [0.6, 0.6])
      await expect.poll(() => there('annotation-list').locator('li').count()).toBe(1)
      await there('film-viewport').focus()
      await second.keyboard.press('x')
      await expect.poll(() => isPressed(part('answer-none'))).toBe('true')
      await there('annotation-list')
        .getByRole('button', { name: /^Delete/ })
        .click()
      await expect.poll(() => count('annotation-list')).toBe(0)
    })

    it('keeps what is being typed there, and both notes where both were changed', async () => {
      // What is typed there waits until this test lets it be kept.
      await second.evaluate(() => {
        const wait = window.setTimeout
        const hold = (run: () => void, milliseconds?: number) => {
          if (milliseconds !== 500) return wait(run, milliseconds)
          const keepNow = () => {
            Object.assign(window, { setTimeout: wait })
            run()
          }
          Object.assign(window, { keepNow })
          return 0
        }
        Object.assign(window, { setTimeout: hold })
      })
      await there('note').fill('Second')
      await part('note').fill('First again')
      await part('note').blur()
      await focusFilm()
      await press('*')
      await expect.poll(() => isPressed(there('key-image-button'))).toBe('true')
      expect(await there('note').inputValue()).toBe('Second')
      await second.evaluate(() => (window as unknown as { keepNow: () => void }).keepNow())
      await expect.poll(() => there('note').inputValue()).toBe('First again\nSecond')
      expect(await there('notes').textContent()).toContain('Another window changed the note')
      await expect.poll(() => part('note').inputValue()).toBe('First again\nSecond')

      await press('q')
      await press('Enter')
      await there('mark-category').pressSequentially('hairline')
      await focusFilm()
      await press('u')
      await expect.poll(() => isPressed(there('answer-unsure'))).toBe('true')
      expect(await there('mark-category').inputValue()).toBe('hairline')
      await there('mark-category').blur()
      await expect.poll(() => part('mark-category').inputValue()).toBe('hairline')
      expect(await pageFindings(second)).toEqual([])
      await second.close()
    })

    it('shows a sample that was opened after it', async () => {
      await focusFilm()
      second = await opened('6')
      await expect.poll(inSecond).toContain('Roe')
      await part('close-all').click()
      await part('samples').getByRole('button').first().click()
      await part('verdict').waitFor()
      const name = await text('corner-patient')
      await focusFilm()
      await press('6')
      await expect.poll(inSecond).toBe(name)
      await second.close()
    })
  })

  it.each(sizes)('has room on a screen of %s', async (name, width, height) => {
    await served.page.setViewportSize({ width, height })
    await part('verdict').waitFor()
    await expect.poll(() => part('film-viewport').getAttribute('data-shown')).toBeTruthy()
    await part('histogram-bars').waitFor()
    await served.screenshot(`tools-${name}`)
    for (const one of ['notes', 'histogram']) {
      await part(one).scrollIntoViewIfNeeded()
      const box = (await part(one).boundingBox())!
      expect(box.x >= 0 && box.x + box.width <= width, one).toBe(true)
    }
    await served.screenshot(`tools-${name}-panel`)
    expect(await findingsHere(served.page)).toEqual([])
    await part('view-settings').click()
    await part('settings-keys').click()
    await part('keys-panel').waitFor()
    const { innerWidth, scrollWidth } = await served.page.evaluate(() => ({
      innerWidth: window.innerWidth,
      scrollWidth: document.documentElement.scrollWidth,
    }))
    expect(scrollWidth).toBeLessThanOrEqual(innerWidth)
    await served.screenshot(`tools-${name}-keys`)
    await part('view-read').click()
  })

  it('leaves the console quiet', () => {
    expect(served.complaints).toEqual([])
  })
})
