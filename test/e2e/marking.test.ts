import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { Finding } from '#shared/finding.ts'
import type { Mark } from '#shared/mark.ts'
import type { Reading } from '#shared/reading.ts'
import { showProbability } from '#renderer/features/verdict/probability.ts'
import { dicomPhantom } from '../support/dicomPhantom.ts'
import { writePlacesModel } from '../support/placesModel.ts'
import { hasChromium } from './chromium.ts'
import { dragOnFilm } from './dragOnFilm.ts'
import { pageFindings } from './pageFindings.ts'
import { runCommand } from './runCommand.ts'
import { servePage, type ServedPage } from './servedPage.ts'

const rows = 480
const columns = 360

let folder: string
let home: string
let served: ServedPage

const part = (name: string) => served.page.getByTestId(name)
const count = (name: string) => part(name).count()
const press = async (...keys: string[]) => {
  for (const key of keys) await served.page.keyboard.press(key)
}
const drag = (from: [number, number], to: [number, number]) => dragOnFilm(served.page, from, to)
const pressed = (name: string) => part(name).getAttribute('aria-pressed')

const run = (...words: string[]) => runCommand(home, ...words)
const readAlone = async (file: string, model: string) =>
  JSON.parse(await run('read', file, '--json', '--model', model)) as Reading

/** What the program keeps of the one film, as another program is given it: boxes as x, y, width, height. */
async function keptMarks(): Promise<number[][]> {
  const file = join(folder, `marks ${crypto.randomUUID()}.json`)
  await run('marks', 'export', '--kept', '--format', 'coco', '--out', file)
  const { annotations } = JSON.parse(await readFile(file, 'utf8')) as { annotations: { bbox: number[] }[] }
  return annotations.map(({ bbox }) => bbox)
}

/** Where a shape's outline lies on the screen, from the left upper corner of the film's viewport. */
async function place(testid: string, index = 0) {
  const film = (await part('film-viewport').boundingBox())!
  const box = (await part(testid).nth(index).locator('path').nth(1).boundingBox())!
  return { x: box.x - film.x, y: box.y - film.y, width: box.width, height: box.height }
}

// One user's visit: each step stands on the one before.
describe.skipIf(!hasChromium)('marks and findings', { timeout: 240_000 }, () => {
  let found: Finding[]

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'fractureguard-marking-'))
    home = join(folder, 'home')
    await mkdir(home)
    // Makes the folder its own; it takes none in which there is something else.
    await run('models', 'list')
    const film = { rows, columns, modality: 'DX', window: { center: 2048, width: 4096 } } as const
    // Pixels half as high as wide.
    await writeFile(
      join(folder, 'wide.dcm'),
      dicomPhantom({ ...film, patientName: 'Roe^Jane', pixelSpacingMm: [0.1, 0.2] }),
    )
    const models = join(home, 'models')
    // What the places of this film come to, so that one of two points lies among them.
    await writePlacesModel(join(models, 'all'), { id: 'all', operatingPoints: { ruleOut: 0, ruleIn: 1 } })
    const all = (await readAlone(join(folder, 'wide.dcm'), 'all')).findings!
    // Between the most and the least probable: at one of them, what its last digit was rounded to would decide.
    const ruleIn = (all[0]!.probability + all.at(-1)!.probability) / 2
    await writePlacesModel(join(models, 'pointing'), {
      ...{ id: 'pointing', name: 'Pointing', operatingPoints: { ruleOut: 0, ruleIn } },
    })
    found = (await readAlone(join(folder, 'wide.dcm'), 'pointing')).findings!
    served = await servePage(home)
    served.page.setDefaultTimeout(60_000)
    await part('sample').last().locator('img').waitFor()
    const field = part('open-path')
    if (!(await field.isVisible())) await served.page.locator('summary').last().click()
    await field.fill(join(folder, 'wide.dcm'))
    await press('Enter')
    await field.blur()
    await part('verdict').waitFor()
  }, 240_000)
  afterAll(async () => {
    await served?.close()
    await rm(folder, { recursive: true, force: true })
  })
  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail') await served.screenshot(`failed ${task.name.replaceAll(/\W+/g, ' ')}`)
  })

  it('asks what the reader sees, whatever the model says, and draws nothing for one that does not point', async () => {
    expect(await count('finding')).toBe(0)
    expect(await part('review').textContent()).toContain('What do you see?')
  })

  it('marks a fracture by mouse, moves, resizes and names it', async () => {
    await press('q')
    await expect.poll(() => pressed('mark-tool')).toBe('true')
    await drag([0.4, 0.3], [0.6, 0.5])
    await expect.poll(() => count('mark')).toBe(1)
    await expect.poll(() => pressed('answer-fracture')).toBe('true')
    // The tool is put down, so that a drag windows again.
    expect(await pressed('mark-tool')).toBe('false')
    const drawn = await place('mark')
    const film = (await part('film-viewport').boundingBox())!
    expect(drawn.x / film.width).toBeCloseTo(0.4, 1)
    expect(drawn.width / film.width).toBeCloseTo(0.2, 1)
    const from = { x: film.x + drawn.x + drawn.width / 2, y: film.y + drawn.y }
    await served.page.mouse.move(from.x, from.y)
    await served.page.mouse.down()
    await served.page.mouse.move(from.x + 30, from.y + 20, { steps: 3 })
    await served.page.mouse.up()
    await expect.poll(async () => Math.round((await place('mark')).x - drawn.x)).toBe(30)
    const handle = (await part('mark-handle').nth(2).boundingBox())!
    await served.page.mouse.move(handle.x + handle.width / 2, handle.y + handle.height / 2)
    await served.page.mouse.down()
    await served.page.mouse.move(handle.x + handle.width / 2 + 25, handle.y + handle.height / 2, { steps: 3 })
    await served.page.mouse.up()
    await expect.poll(async () => Math.round((await place('mark')).width - drawn.width)).toBe(25)
    await part('mark-category').fill('hairline')
    await press('Enter')
    await part('mark-category').blur()
    await expect.poll(() => part('mark').getAttribute('aria-label')).toBe('Mark 1, Box, hairline')
    await served.screenshot('marking-1-mouse')
    expect(await pageFindings(served.page)).toEqual([])
  })

  it('keeps it in film pixels, over a reload and a turn', async () => {
    const before = await place('mark')
    const [[x, y, width, height]] = (await keptMarks()) as [[number, number, number, number]]
    expect(width / height / (before.width / before.height)).toBeCloseTo(0.5, 1)
    expect([x > 0, y > 0, x + width < columns, y + height < rows]).toEqual([true, true, true, true])
    await served.page.reload()
    await part('verdict').waitFor()
    await expect.poll(() => count('mark')).toBe(1)
    const after = await place('mark')
    expect([after.x - before.x, after.y - before.y, after.width - before.width].map(Math.round)).toEqual([0, 0, 0])
    await part('film-viewport').focus()
    await press(']')
    await expect.poll(async () => (await place('mark')).width > (await place('mark')).height).toBe(before.height > before.width) // prettier-ignore
    await press('[', 'f')
  })

  it('marks by keyboard alone, and undoes step by step', async () => {
    await part('film-viewport').focus()
    await press('q', 'Enter')
    await expect.poll(() => count('mark')).toBe(2)
    const before = await place('mark', 1)
    await press('ArrowRight', 'ArrowRight', 'Shift+ArrowDown')
    await expect.poll(async () => Math.round((await place('mark', 1)).x - before.x)).toBe(10)
    await expect.poll(async () => Math.round((await place('mark', 1)).height - before.height)).toBe(5)
    await expect.poll(async () => (await keptMarks()).length).toBe(2)
    await press('Delete')
    await expect.poll(() => count('mark')).toBe(1)
    await part('film-viewport').focus()
    await press('Control+z')
    await expect.poll(() => count('mark')).toBe(2)
    await press('Control+z')
    await expect.poll(async () => Math.round((await place('mark', 1)).x - before.x)).toBe(0)
    await press('Control+z')
    await expect.poll(() => count('mark')).toBe(1)
    // Said once, and not taken back, however long the key is held.
    await served.page.keyboard.down('x')
    await served.page.keyboard.down('x')
    await served.page.keyboard.up('x')
    await expect.poll(() => pressed('answer-none')).toBe('true')
    expect(await count('mark')).toBe(0)
    await part('mark-undo').click()
    await expect.poll(() => count('mark')).toBe(1)
    expect(await pressed('answer-fracture')).toBe('true')
  })

  it('draws an ellipse and a polygon', async () => {
    await part('mark-shape').selectOption('ellipse')
    await part('mark-tool').click()
    await drag([0.4, 0.6], [0.5, 0.7])
    await part('mark-shape').selectOption('polygon')
    await part('mark-tool').click()
    const film = (await part('film-viewport').boundingBox())!
    for (const [x, y] of [
      [0.55, 0.6],
      [0.62, 0.62],
      [0.58, 0.7],
    ] as const)
      // prettier-ignore
      await served.page.mouse.click(film.x + film.width * x, film.y + film.height * y)
    await press('Enter')
    const shapes = () => part('mark').evaluateAll((all) => all.map((one) => one.getAttribute('data-shape')))
    await expect.poll(shapes).toEqual<Mark['shape'][]>(['box', 'ellipse', 'polygon'])
    await served.screenshot('marking-2-shapes')
    await part('mark-shape').selectOption('box')
  })

  it('draws the findings of a model that points, where the command line has them', async () => {
    await part('view-settings').click()
    await part('settings-models').click()
    await part('models-panel').waitFor()
    await run('models', 'activate', 'pointing')
    await served.page.reload()
    await part('view-read').click()
    await part('verdict').waitFor()
    await expect.poll(() => count('finding')).toBe(found.length)
    const labels = await part('finding').evaluateAll((all) => all.map((one) => one.getAttribute('aria-label')))
    const word = { 'rule-in': 'likely', 'rule-out': 'possible' }
    expect(labels).toEqual(found.map(({ point, probability }) => `${word[point]} ${showProbability(probability)}`))
    expect(new Set(found.map(({ point }) => point)).size).toBe(2)
    // A mark of the same place, drawn by the same transform, would lie on it: 0.1 : 0.2 mm.
    const box = (await part('finding-box').first().boundingBox())!
    expect(box.width / box.height).toBeCloseTo((found[0]!.width / found[0]!.height) * 2, 1)
    expect(await pageFindings(served.page)).toEqual([])
    for (const [width, height] of [
      [1440, 900],
      [1024, 700],
      [390, 844],
    ] as const) {
      // prettier-ignore
      await served.page.setViewportSize({ width, height })
      await served.screenshot(`marking-3-findings-${width}`)
    }
    await served.page.setViewportSize({ width: 1440, height: 900 })
  })

  it('steps through the findings, and hides them', async () => {
    await part('film-viewport').focus()
    await press('f', 'n')
    const current = () => part('finding').evaluateAll((all) => all.findIndex((one) => one.getAttribute('data-current') === 'true')) // prettier-ignore
    await expect.poll(current).toBe(0)
    const film = (await part('film-viewport').boundingBox())!
    const middle = async () => {
      const box = (await part('finding-box').nth(0).boundingBox())!
      return [box.x + box.width / 2 - film.x - film.width / 2, box.y + box.height / 2 - film.y - film.height / 2].map(Math.round) // prettier-ignore
    }
    await expect.poll(async () => (await middle()).every((off) => Math.abs(off) <= 1)).toBe(true)
    await press('p')
    await expect.poll(current).toBe(found.length - 1)
    await press('z')
    await expect.poll(() => count('finding')).toBe(0)
    await press('z')
    await expect.poll(() => count('finding')).toBe(found.length)
    await press('f')
  })

  it('saves a picture that says verdict, model and what this is not below the film', async () => {
    const saved = served.page.waitForEvent('download')
    await press('Control+s')
    const picture = await sharp(await readFile((await (await saved).path())!)).metadata()
    const film = (await part('film-viewport').boundingBox())!
    expect(picture.width).toBe(Math.round(film.width))
    expect(picture.height! - Math.round(film.height)).toBeGreaterThanOrEqual(80)
    await (await saved).saveAs('test-results/marking-4-saved.png')
  })

  it('made no error and spoke to nobody else', () => {
    expect(served.complaints).toEqual([])
  })
})
