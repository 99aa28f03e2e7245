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
    await readAs('Ben')
    await read()
    await part('reading-hidden').waitFor()
    expect(await part('answer-none').getAttribute('aria-pressed')).toBe('false')
    await filmThere()
    await served.page.keyboard.press('y')
    await part('verdict').waitFor()
    await readAs('Anna')
    await read()
    await expect.poll(() => part('answer-none').getAttribute('aria-pressed')).toBe('true')
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
    await part('view-settings').click()
    await part('settings-training').click()
    await expect.poll(() => part('reader-agreement').textContent()).toMatch(/Anna – Ben\s*1\s*0 %/)
    expect(await pageFindings(served.page)).toEqual([])
    await served.screenshot('second-reader-4-agreement')
  })
})
