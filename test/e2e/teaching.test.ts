import { copyFile, mkdir, mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { Reading } from '#shared/reading.ts'
import { writeBarFilms, type Bar } from '../support/barFilms.ts'
import { hasChromium } from './chromium.ts'
import { dragOnFilm } from './dragOnFilm.ts'
import { pageFindings } from './pageFindings.ts'
import { runCommand } from './runCommand.ts'
import { servePage, type ServedPage } from './servedPage.ts'

const slowly = { timeout: 240_000, interval: 300 }
/** Pixels of a film's side; see `writeBarFilms`. */
const side = 72
/** Twenty marked films are needed, and a fifth of all is held out. */
const marked = 28
const unmarked = 20

let folder: string
let home: string
let served: ServedPage
let bars: Map<string, Bar>

const part = (name: string) => served.page.getByTestId(name)
const text = async (name: string): Promise<string> => ((await part(name).textContent()) ?? '').trim()

const run = (...words: string[]) => runCommand(home, ...words)

/** All films in one folder, with names that say nothing: what is on them is to be said on the page. */
async function writeUnlabelled(): Promise<void> {
  const labelled = await mkdtemp(join(tmpdir(), 'fractureguard-bars-'))
  const found = await writeBarFilms(labelled, marked + 1, 11, 'img')
  bars = new Map()
  await mkdir(join(folder, 'rx'))
  for (let i = 0; i < marked; i++) {
    const name = `img a${String(i).padStart(2, '0')}.png`
    bars.set(name, found.get(`Fractured/img ${i}.png`)!)
    await copyFile(join(labelled, 'Fractured', `img ${i}.png`), join(folder, 'rx', name))
  }
  for (let i = 0; i < unmarked; i++)
    await copyFile(
      join(labelled, 'Non-Fractured', `img ${i}.png`),
      join(folder, 'rx', `img b${String(i).padStart(2, '0')}.png`),
    )
  bars.set('new.png', found.get(`Fractured/img ${marked}.png`)!)
  await copyFile(join(labelled, 'Fractured', `img ${marked}.png`), join(folder, 'new.png'))
  await rm(labelled, { recursive: true })
}

async function openPath(path: string): Promise<void> {
  const field = part('open-path')
  if (!(await field.isVisible())) await served.page.locator('summary').last().click()
  await field.fill(path)
  await served.page.keyboard.press('Enter')
  await field.blur()
}

/** Draws a box around the bar of the film that is shown, which fills the viewport's shorter side. */
async function drawAround({ x, y, width, height }: Bar): Promise<void> {
  const view = (await part('film-viewport').boundingBox())!
  const scale = Math.min(view.width, view.height) / side
  const share = (column: number, row: number): [number, number] => [
    0.5 + ((column - side / 2) * scale) / view.width,
    0.5 + ((row - side / 2) * scale) / view.height,
  ]
  await dragOnFilm(served.page, share(x, y), share(x + width, y + height))
}

const shownFilm = () => part('worklist').locator('[aria-current="true"]').textContent()

/** Nobody can answer for a film that is not on the screen yet. */
const filmThere = () => expect.poll(() => part('film-viewport').getAttribute('class')).not.toContain('stale')

// One user's visit: each step stands on the one before.
describe.skipIf(!hasChromium)('a model that is taught by being shown', { timeout: 300_000 }, () => {
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'fractureguard-teaching-'))
    home = join(folder, 'home')
    await mkdir(home)
    await writeUnlabelled()
    served = await servePage(home)
    served.page.setDefaultTimeout(60_000)
  }, 120_000)
  afterAll(async () => {
    await served?.close()
    await rm(folder, { recursive: true, force: true })
  })
  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail') await served.screenshot(`failed ${task.name.replaceAll(/\W+/g, ' ')}`)
  })

  it('is shown each fracture by a box, and films without one by a key', async () => {
    // What it would read meanwhile is of no interest here.
    await part('view-settings').click()
    await part('settings-viewer').click()
    await part('setting-readWorklist').click()
    await part('view-read').click()
    await openPath(join(folder, 'rx'))
    await expect.poll(() => part('worklist-row').count()).toBeGreaterThan(1)
    await part('film-viewport').focus()
    for (const [index, bar] of [...bars].slice(0, marked).entries()) {
      if (index > 0) await served.page.keyboard.press('j')
      await expect.poll(shownFilm).toContain(`img a${String(index).padStart(2, '0')}`)
      await filmThere()
      await served.page.keyboard.press('q')
      await expect.poll(() => part('mark-tool').getAttribute('aria-pressed')).toBe('true')
      await drawAround(bar[1])
      await expect.poll(() => part('mark').count()).toBe(1)
      if (index === 0) await served.screenshot('teaching-1-marked')
    }
    for (let index = 0; index < unmarked; index++) {
      await served.page.keyboard.press('j')
      await expect.poll(shownFilm).toContain(`img b${String(index).padStart(2, '0')}`)
      await filmThere()
      await served.page.keyboard.press('x')
      await expect.poll(() => part('answer-none').getAttribute('aria-pressed')).toBe('true')
    }
  })

  it('keeps the boxes where they were drawn, in film pixels', async () => {
    const file = join(folder, 'marks.json')
    await run('marks', 'export', '--kept', '--format', 'coco', '--out', file)
    const { images, annotations } = JSON.parse(await readFile(file, 'utf8')) as {
      images: { id: number; file_name: string }[]
      annotations: { image_id: number; bbox: number[] }[]
    }
    expect(annotations).toHaveLength(marked)
    for (const { image_id, bbox } of annotations) {
      const name = images
        .find(({ id }) => id === image_id)!
        .file_name.split('/')
        .at(-1)!
      const { x, y, width, height } = bars.get(name)!
      for (const [i, wanted] of [x, y, width, height].entries()) expect(Math.abs(bbox[i]! - wanted)).toBeLessThan(3)
    }
  })

  it('learns from them where fractures are, without a folder for each class', async () => {
    await part('view-settings').click()
    await part('settings-training').click()
    await expect.poll(() => text('reviewed-films')).toContain(`${marked} with a fracture (${marked} of them marked)`)
    await served.screenshot('teaching-2-reviewed')
    expect(await pageFindings(served.page)).toEqual([])
    await part('train-reviewed').click()
    await part('inspection').waitFor({ timeout: 60_000 })
    expect([await text('class-count-0'), await text('class-count-1')]).toEqual([String(unmarked), String(marked)])
    await served.screenshot('teaching-3-inspection')
    await part('to-recipe').click()
    await part('recipe-quick').click()
    await part('advanced').locator('summary').click()
    await part('field-epochs').fill('2')
    await part('field-batch').fill('64')
    await part('field-inputSize').selectOption('224')
    await part('model-name').fill('Shown by me')
    await part('start-training').click()
    await part('run-page').waitFor()
    await part('report-sentence').waitFor(slowly)
    await served.screenshot('teaching-4-report')
    await part('compare-models').click()
    await part('compared').waitFor(slowly)
    expect(await pageFindings(served.page)).toEqual([])
  })

  it('reads then, and draws a finding where the fracture of a new film is', async () => {
    await part('activate').click()
    const chance = part('activate-anyway')
    await expect.poll(async () => (await part('model-active').count()) + (await chance.count())).toBeGreaterThan(0)
    if (await chance.count()) await chance.click()
    await part('model-active').waitFor()
    await part('view-read').click()
    await openPath(join(folder, 'new.png'))
    await expect.poll(() => text('verdict')).toContain('Fracture')
    await expect.poll(() => part('finding').count()).toBeGreaterThan(0)
    await served.screenshot('teaching-5-finding')
    const { findings } = JSON.parse(await run('read', join(folder, 'new.png'), '--json')) as Reading
    expect(findings!.length).toBe(await part('finding').count())
    const [best] = [...findings!].sort((a, b) => b.probability - a.probability)
    const bar = bars.get('new.png')!
    const middle = { x: best!.x + best!.width / 2, y: best!.y + best!.height / 2 }
    expect(middle.x).toBeGreaterThan(bar.x - 4)
    expect(middle.x).toBeLessThan(bar.x + bar.width + 4)
    expect(middle.y).toBeGreaterThan(bar.y - 6)
    expect(middle.y).toBeLessThan(bar.y + bar.height + 6)
  })

  it('made no error and spoke to nobody else', () => {
    expect(served.complaints).toEqual([])
  })
})
