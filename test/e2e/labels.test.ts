import { copyFile, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { writeBarFilms } from '../support/barFilms.ts'
import { hasChromium } from './chromium.ts'
import { pageFindings } from './pageFindings.ts'
import { servePage, type ServedPage } from './servedPage.ts'

const widths = [390, 768, 1024, 1440]

let folder: string
let files: string[]
let served: ServedPage

const part = (name: string) => served.page.getByTestId(name)
const text = async (name: string): Promise<string> => ((await part(name).textContent()) ?? '').trim()
const table = () => readFile(join(folder, 'labels.csv'), 'utf8')
const counts = async () => [await text('class-count-0'), await text('class-count-1')]
const thumb = (within: string, name: string) => part(within).getByTestId('film-thumb').filter({ hasText: name })

async function openPanel(): Promise<void> {
  await part('view-settings').click()
  await part('settings-training').click()
  await part('training-panel').waitFor()
}

async function inspect(path: string): Promise<void> {
  await part('training-folder').fill(path)
  await part('training-inspect').click()
  await part('inspection').waitFor({ timeout: 60_000 })
}

/** Walks there by Tab alone. */
async function tabTo(name: string): Promise<void> {
  for (let steps = 0; steps < 150; steps++) {
    await served.page.keyboard.press('Tab')
    if (await part(name).evaluate((element) => element === document.activeElement)) return
  }
  throw new Error(`Tab does not lead to ${name}.`)
}

/** Pictures of the page as it stands, on every width; nothing reaches beyond the page's side. */
async function lookAt(name: string): Promise<void> {
  for (const width of widths) {
    await served.page.setViewportSize({ width, height: 900 })
    await part('label-bar').waitFor()
    const inside = await part('label-bar').evaluate((bar) => {
      const { left, right } = bar.getBoundingClientRect()
      return left >= 0 && right <= window.innerWidth
    })
    expect(inside, `the bar at ${width}`).toBe(true)
    await served.screenshot(`${name}-${width}`)
  }
  expect(await pageFindings(served.page)).toEqual([])
}

// One person's visit: each step stands on the one before.
describe.skipIf(!hasChromium)('labels that are corrected on the page', { timeout: 300_000 }, () => {
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'fractureguard-labels-'))
    await writeBarFilms(folder, 24, 11, 'img')
    await copyFile(join(folder, 'Fractured', 'img 1.png'), join(folder, 'Non-Fractured', 'wrong.png'))
    const boxes = ['Non-Fractured/img 3.png', 'Non-Fractured/img 4.png', 'Fractured/img 0.png']
    const lines = boxes.map((file) => `${file},10,10,20,8\n`)
    await writeFile(join(folder, 'boxes.csv'), `file,x,y,width,height\n${lines.join('')}`)
    files = await readdir(folder, { recursive: true })
    served = await servePage()
  })
  afterAll(async () => {
    await served?.close()
    await rm(folder, { recursive: true, force: true })
  })
  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail') await served.screenshot(`failed ${task.name.replaceAll(/\W+/g, ' ')}`)
  })

  it('corrects the label of a film that is in two classes, and takes it back, by mouse', async () => {
    await openPanel()
    await inspect(folder)
    expect(await counts()).toEqual(['25', '24'])
    expect(await part('label-bar').count()).toBe(0)
    await thumb('contradictions', 'wrong.png').getByTestId('select-film').check()
    await lookAt('labels-1-selected')
    await part('label-as-1').click()
    expect(await thumb('contradictions', 'wrong.png').getByTestId('label-now').textContent()).toBe('Now: Fracture')
    expect(await part('to-recipe').isDisabled()).toBe(true)
    expect(await text('blocked')).toContain('Save the corrected labels')
    await part('label-undo').click()
    await expect.poll(() => part('label-bar').count()).toBe(0)
    expect(await part('label-now').count()).toBe(0)
  })

  it('does the same by keyboard alone, and has it still when the page is loaded again', async () => {
    await thumb('contradictions', 'wrong.png').getByTestId('select-film').focus()
    await served.page.keyboard.press('Space')
    await tabTo('label-as-1')
    await served.page.keyboard.press('Enter')
    await tabTo('label-save')
    expect(await text('label-bar')).toContain('1 correction not saved yet')
    await served.page.reload()
    await openPanel()
    await inspect(folder)
    expect(await thumb('contradictions', 'wrong.png').getByTestId('label-now').textContent()).toBe('Now: Fracture')
  })

  it('shows marks on films labelled as without a fracture, all of which can be selected', async () => {
    expect(await part('marked-unfractured').getByTestId('film-thumb').count()).toBe(2)
    await part('marked-unfractured').scrollIntoViewIfNeeded()
    await expect.poll(() => part('marked-unfractured').locator('img').count()).toBe(2)
    await part('marked-unfractured').getByTestId('select-shown').click()
    expect(await text('label-bar')).toContain('2 films selected')
    await part('label-leave-out').click()
    await lookAt('labels-2-marked')
  })

  it('saves all of it beside the films, which stay as they are, and uses it', async () => {
    await part('label-save').focus()
    await served.page.keyboard.press('Enter')
    await part('save-labels').waitFor()
    expect(await part('labels-path').inputValue()).toBe(join(folder, 'labels.csv'))
    await served.screenshot('labels-3-dialog')
    expect(await pageFindings(served.page)).toEqual([])
    await part('save-labels-now').click()
    await part('labels-saved').waitFor({ timeout: 60_000 })
    await expect.poll(counts, { timeout: 60_000 }).toEqual(['22', '25'])
    expect(await part('contradictions').count()).toBe(0)
    expect(await part('marked-unfractured').count()).toBe(0)
    expect(await part('to-recipe').isEnabled()).toBe(true)
    await served.screenshot('labels-4-saved')
    expect(await table()).toContain('Non-Fractured/wrong.png,Fracture,No fracture,,')
    expect(await table()).toContain('Non-Fractured/img 3.png,No fracture,No fracture,yes,')
    expect((await readdir(folder, { recursive: true })).sort()).toEqual([...files, 'labels.csv'].sort())
  })

  it('refuses to write over a file that it did not open', async () => {
    await served.page.reload()
    await openPanel()
    await inspect(folder)
    await thumb('contradictions', 'wrong.png').getByTestId('select-film').check()
    await part('label-leave-out').click()
    const before = await table()
    await part('label-save').click()
    await part('save-labels-now').click()
    await part('save-labels').getByTestId('problem').waitFor()
    await served.screenshot('labels-5-refused')
    expect(await pageFindings(served.page)).toEqual([])
    await served.page.keyboard.press('Escape')
    await part('label-undo').click()
    expect(await table()).toBe(before)
  })

  it('corrects labels from the confusion matrix and the largest errors of a training', async () => {
    await served.page.reload()
    await openPanel()
    await inspect(join(folder, 'labels.csv'))
    await part('to-recipe').click()
    await part('start-training').click({ timeout: 60_000 })
    await part('report-sentence').waitFor({ timeout: 240_000 })
    const cells = ['fracture-fracture', 'none-none', 'fracture-none', 'none-fracture']
    const sizes = await Promise.all(cells.map(async (cell) => Number.parseInt(await text(`confusion-${cell}`))))
    const most = sizes.indexOf(Math.max(...sizes))
    await part(`confusion-${cells[most]}`).click()
    await part('confusion-films').getByTestId('select-shown').click()
    expect(await text('label-bar')).toContain(`${sizes[most]} film`)
    await lookAt('labels-6-result')
    await part('label-clear').click()
    const first = part('report-page').getByTestId('select-film').last()
    await first.check()
    await part('label-leave-out').click()
    await part('label-save').click()
    expect(await part('labels-path').inputValue()).toBe(join(folder, 'labels.csv'))
    await part('save-labels-now').click()
    await part('labels-saved').waitFor({ timeout: 60_000 })
    expect((await table()).match(/,yes,/g)).toHaveLength(3)
    // What was corrected before is still so.
    expect(await table()).toContain('Non-Fractured/wrong.png,Fracture,No fracture,,')
  })

  it('made no error and spoke to nobody else', () => {
    expect(served.complaints).toEqual([])
  })
})
