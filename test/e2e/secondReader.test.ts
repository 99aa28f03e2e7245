import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { useSmallModel } from '../support/smallModel.ts'
import { hasChromium } from './chromium.ts'
import { pageFindings } from './pageFindings.ts'
import { runCommand } from './runCommand.ts'
import { servePage, type ServedPage } from './servedPage.ts'

const sample = 'resources/samples'
let folder: string
let home: string
let served: ServedPage

const part = (name: string) => served.page.getByTestId(name)
const count = (name: string) => part(name).count()
const filmThere = () => expect.poll(() => part('film-viewport').getAttribute('class')).not.toContain('stale')
const read = () => part('view-read').click()
async function readAs(name: string): Promise<void> {
  await part('view-settings').click()
  await part('settings-viewer').click()
  await part('setting-reader').fill(name)
  await part('setting-reader').blur()
}

async function compare(): Promise<void> {
  await part('view-settings').click()
  await part('settings-training').click()
}
const spaced = (texts: string[]) => texts.map((text) => text.replaceAll(/\s+/g, ' ').trim())
/** What the panel says of other readers. */
const said = async () => spaced(await part('other-answer').allInnerTexts())
const differing = async () => spaced(await part('differing-film').locator('dl').allInnerTexts())

// One visit: each step stands on the one before.
describe.skipIf(!hasChromium)('a second reader', { timeout: 240_000 }, () => {
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'fractureguard-second-'))
    home = join(folder, 'home')
    await mkdir(home)
    await runCommand(home, 'models', 'list')
    await useSmallModel(home)
    served = await servePage(home)
    served.page.setDefaultTimeout(60_000)
    await part('sample').last().locator('img').waitFor()
    await readAs('Anna')
    await part('setting-secondReader').click()
    expect(await pageFindings(served.page)).toEqual([])
    await served.screenshot('second-reader-1-settings')
    await read()
    const field = part('open-path')
    if (!(await field.isVisible())) await served.page.locator('summary').last().click()
    await field.fill(join(process.cwd(), sample))
    await served.page.keyboard.press('Enter')
    await field.blur()
    await part('reading-hidden').waitFor()
  }, 240_000)
  afterAll(async () => {
    await served?.close()
    await rm(folder, { recursive: true, force: true })
  })
  afterEach(() => expect(served.complaints.splice(0)).toEqual([]))

  it('sees nothing of what the model says, nowhere on the page, before they have answered', async () => {
    await filmThere()
    // The whole list has been read, and still nothing of it shows.
    await expect.poll(() => count('list-unread')).toBe(0)
    expect([await count('verdict'), await count('finding')]).toEqual([0, 0])
    expect(
      await part('worklist')
        .getByRole('img', { name: /fracture|uncertain/i })
        .count(),
    ).toBe(0)
    const words = await served.page.locator('body').innerText()
    expect(words).not.toMatch(/0\.\d\d/)
    await served.page.keyboard.press('e')
    expect(await part('reading-panel').getAttribute('data-state')).toBe('hidden')
    expect(await pageFindings(served.page)).toEqual([])
    await served.screenshot('second-reader-2-hidden')
  })

  it('sees the verdict with the answer, for that film alone', async () => {
    await served.page.keyboard.press('y')
    await part('verdict').waitFor()
    await served.screenshot('second-reader-3-answered')
    await served.page.keyboard.press('ArrowDown')
    await part('reading-hidden').waitFor()
    await filmThere()
    await served.page.keyboard.press('x')
    await part('verdict').waitFor()
  })

  it('is followed by another one, who does not see what the first one answered', async () => {
    await part('note').fill('Buckled cortex')
    await part('note').blur()
    await expect.poll(() => count('row-note')).toBe(1)
    await readAs('Ben')
    await read()
    await part('reading-hidden').waitFor()
    await part('notes-hidden').waitFor()
    expect([await count('note'), await count('row-note')]).toEqual([0, 0])
    expect(await part('answer-none').getAttribute('aria-pressed')).toBe('false')
    expect([await count('other-answers'), await count('row-other')]).toEqual([0, 0])
    await filmThere()
    await served.page.keyboard.press('y')
    await part('verdict').waitFor()
    expect(await said()).toEqual(['Anna None differs from yours'])
    expect(await part('note').inputValue()).toBe('Buckled cortex')
    expect(await part('row-other').getAttribute('aria-label')).toBe('Anna: None')
    expect(await pageFindings(served.page)).toEqual([])
    await served.screenshot('second-reader-5-other')
    await readAs('Anna')
    await read()
    await expect.poll(() => part('answer-none').getAttribute('aria-pressed')).toBe('true')
    await expect.poll(said).toEqual(['Ben Fracture differs from yours'])
    const films = await count('worklist-row')
    await part('worklist-filter').selectOption('differing')
    await expect.poll(() => count('worklist-row')).toBe(1)
    await part('worklist-filter').selectOption('all')
    await expect.poll(() => count('worklist-row')).toBe(films)
  })

  it('leaves answers that can be compared', async () => {
    const out = join(folder, 'reviews.csv')
    await runCommand(home, 'reviews', 'export', '--out', out)
    const rows = parse(await readFile(out), { columns: true }) as Record<string, string>[]
    const told = rows.map(({ reader, answer, reading, model }) => [reader, answer, reading, model])
    expect(told.sort()).toEqual([
      ['Anna', 'fracture', 'hidden', 'small'],
      ['Anna', 'none', 'hidden', 'small'],
      ['Ben', 'fracture', 'hidden', 'small'],
    ])
    const { pairs } = JSON.parse(await runCommand(home, 'agreement', out, '--json'))
    expect(pairs).toContainEqual(expect.objectContaining({ a: 'Anna', b: 'Ben', frames: 1, same: 0 }))
    expect(await runCommand(home, 'agreement', out, '--reference-reader', 'Ben')).toMatch(/Anna +hidden +1/)
    await compare()
    await expect.poll(() => part('reader-agreement').textContent()).toMatch(/Anna – Ben\s*1\s*0 %/)
    expect(await pageFindings(served.page)).toEqual([])
  })

  it('is told on which films they differ, with the answers side by side', async () => {
    await expect.poll(() => count('differing-film')).toBe(1)
    expect(await differing()).toEqual(['Anna None Ben Fracture'])
    await expect.poll(() => part('differing-film').locator('img').count()).toBe(1)
    for (const width of [390, 768, 1024, 1440]) {
      await served.page.setViewportSize({ width, height: 900 })
      await part('reader-differences').scrollIntoViewIfNeeded()
      const { x, width: wide } = (await part('reader-differences').boundingBox())!
      expect(x >= 0 && x + wide <= width, `at ${width}`).toBe(true)
      await served.screenshot(`second-reader-4-agreement-${width}`)
    }
    expect(await pageFindings(served.page)).toEqual([])
  })

  it('is told nothing of films that they have still to answer, but may open them once they no longer read blind', async () => {
    await readAs('Cara')
    await compare()
    await expect.poll(() => part('differences-waiting').textContent()).toContain('1 film')
    expect(await count('differing-film')).toBe(0)
    await part('settings-viewer').click()
    await part('setting-secondReader').click()
    await compare()
    await part('differing-film').getByRole('button').click()
    await expect.poll(said).toEqual(['Anna None', 'Ben Fracture'])
    await filmThere()
    await served.screenshot('second-reader-6-settling')
    await served.page.keyboard.press('y')
    await expect.poll(said).toEqual(['Anna None differs from yours', 'Ben Fracture'])
    const out = join(folder, 'settled.csv')
    await expect.poll(() => part('row-opinion').count()).toBe(1)
    await runCommand(home, 'reviews', 'export', '--out', out)
    expect(await readFile(out, 'utf8')).toMatch(/Cara,[^\n]*,fracture,[^\n]*,compared,/)
  })

  it('settles a difference by answering again, which leaves the kappa of before', async () => {
    await readAs('Anna')
    await read()
    await expect.poll(said).toHaveLength(2)
    await filmThere()
    await served.page.keyboard.press('y')
    await expect.poll(() => part('answer-fracture').getAttribute('aria-pressed')).toBe('true')
    await compare()
    await expect.poll(() => part('differences-settled').textContent()).toContain('On 1 film')
    expect(await count('differing-film')).toBe(0)
    expect(await part('reader-agreement').textContent()).toMatch(/Anna – Ben\s*1\s*0 %/)
    await served.screenshot('second-reader-7-settled')
  })
})
