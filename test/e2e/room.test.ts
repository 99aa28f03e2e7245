import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import type { FileChooser } from 'playwright-core'
import sharp from 'sharp'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { dicomPhantom } from '../support/dicomPhantom.ts'
import { drawnFrame } from '../support/drawnFrame.ts'
import { newHome } from '../support/home.ts'
import { useSmallModel } from '../support/smallModel.ts'
import { pageFindings } from './pageFindings.ts'
import { hasChromium } from './chromium.ts'
import { dragOnFilm } from './dragOnFilm.ts'
import { servePage, type ServedPage } from './servedPage.ts'

let folder: string
let served: ServedPage

const part = (name: string) => served.page.getByTestId(name)
const text = async (name: string): Promise<string> => (await part(name).textContent())!.trim()
const press = (...keys: string[]) =>
  keys.reduce<Promise<void>>((before, key) => before.then(() => served.page.keyboard.press(key)), Promise.resolve())
const filmPicture = async () => {
  // What lies under the mouse is said in a corner of the film.
  await served.page.mouse.move(5, 5)
  return part('film').screenshot()
}
/** Pixels of two pictures of one size that differ; a few at the rim of a line do after a turn and back. */
async function differing(one: Buffer, other: Buffer): Promise<number> {
  const [a, b] = await Promise.all([one, other].map((picture) => sharp(picture).greyscale().raw().toBuffer()))
  return a.reduce((sum, value, index) => sum + Number(value !== b[index]), 0)
}
const count = (name: string) => part(name).count()

const drag = (from: [number, number], to: [number, number]) => dragOnFilm(served.page, from, to)

async function writeFilms(): Promise<void> {
  const film = {
    rows: 480,
    columns: 360,
    modality: 'DX',
    window: { center: 2048, width: 4096 },
    imagerPixelSpacingMm: [0.2, 0.2],
  } as const
  const orientation = { tag: 0x00200020, vr: 'CS', value: 'L\\F' }
  for (const [index, patientName] of ['Roe^Jane', 'Doe^John', 'Poe^Edgar'].entries()) {
    const elements = [
      orientation,
      { tag: 0x00080018, vr: 'UI', value: `1.2.3.${index}` },
      ...(index === 2 ? drawnFrame : []),
    ]
    await writeFile(
      join(folder, `${index}.dcm`),
      dicomPhantom({ ...film, patientName, patientId: `ID${index}`, elements }),
    )
  }
  await writeFile(
    join(folder, 'cine.dcm'),
    dicomPhantom({ rows: 64, columns: 48, frames: 4, patientName: 'Cine^Loop', modality: 'XA' }),
  )
}

type Measured = {
  kind: string
  frame: number
  text: string
  calibration: string
  pointsPx: { x: number; y: number }[]
  measurements: { quantity: string; value: number; unit: string }[]
}
type Exported = { film: object; annotations: Measured[] }

async function openByPath(path: string): Promise<void> {
  const field = part('open-path')
  if (!(await field.isVisible())) await served.page.locator('summary').last().click()
  await field.fill(path)
  await press('Enter')
  await field.blur()
}

const select = (name: string) => part('worklist-row').filter({ hasText: name }).getByRole('button').first().click()

// One user's visit: each step stands on the one before.
describe.skipIf(!hasChromium)('the reading room', () => {
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'fractureguard-room-'))
    await writeFilms()
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

  it('shows newcomers around on a sample film', async () => {
    await part('sample').last().locator('img').waitFor()
    expect(await pageFindings(served.page)).toEqual([])
    await part('start-tour').click()
    await part('verdict').waitFor()
    for (const stop of ['film', 'verdict', 'evidence', 'measure', 'review', 'worklist', 'scan', 'train']) {
      await expect.poll(() => part('tour').getAttribute('data-stop')).toBe(stop)
      if (stop === 'evidence') {
        expect(await pageFindings(served.page)).toEqual([])
        await served.screenshot('room-tour')
      }
      await part('tour-next').click()
    }
    await expect.poll(() => count('tour')).toBe(0)
  })

  it('opens a folder by path, with thumbnails', async () => {
    await openByPath(folder)
    await expect.poll(() => count('worklist-row')).toBe(7)
    await expect.poll(() => text('corner-patient')).toContain('Roe, Jane')
    await expect.poll(() => part('worklist-row').locator('img').count()).toBe(7)
  })

  it('measures a length, an angle and regions, and says how far each can be trusted', async () => {
    await part('verdict').waitFor()
    await press('l')
    await drag([0.4, 0.2], [0.4, 0.5])
    await press('a')
    await drag([0.3, 0.6], [0.5, 0.6])
    await drag([0.3, 0.7], [0.5, 0.8])
    await press('b')
    await drag([0.6, 0.2], [0.7, 0.3])
    await press('o')
    await drag([0.6, 0.4], [0.7, 0.5])
    await press('t')
    await drag([0.55, 0.6], [0.65, 0.7])
    await part('annotation-text').fill('Gap')
    await press('Enter')
    await expect.poll(() => count('annotation')).toBe(5)
    const said = await text('annotation-list')
    expect(said).toMatch(/Length ?\d+\.\d mm ?mm at detector/)
    expect(said).toMatch(/Angle ?\d+\.\d°/)
    expect(said).toMatch(/Mean .* SD .*Min – max .*Area .* mm², mm at detector/)
    expect(said).toContain('Gap')
    await served.screenshot('room-measured')
  })

  it('saves what was measured as JSON and as CSV, in the film’s own millimetres', async () => {
    const saved = async (format: string): Promise<string> => {
      await press('Control+k')
      await part('palette-search').fill(`measurements as ${format}`)
      const [download] = await Promise.all([served.page.waitForEvent('download'), press('Enter')])
      expect(download.suggestedFilename()).toBe(`film-annotations.${format}`)
      return readFile(await download.path(), 'utf8')
    }
    const json = await saved('json')
    const { film, annotations } = JSON.parse(json) as Exported
    // Imager Pixel Spacing (0018,1164) of the film, rows before columns.
    expect(film).toMatchObject({
      rows: 480,
      columns: 360,
      spacing: { calibration: 'at-detector', rowMm: 0.2, columnMm: 0.2 },
    })
    expect(annotations.map(({ kind }) => kind)).toEqual(['length', 'angle', 'rectangle', 'ellipse', 'arrow'])
    expect(annotations.every(({ calibration, frame }) => calibration === 'at-detector' && frame === 1)).toBe(true)
    const [length, angle, rectangle, ellipse, arrow] = annotations as [Measured, Measured, Measured, Measured, Measured]
    const sides = ({ pointsPx: [from, to] }: Measured) =>
      [0.2 * Math.abs(to!.x - from!.x), 0.2 * Math.abs(to!.y - from!.y)] as const
    expect(length.measurements).toEqual([
      { quantity: 'length', value: expect.closeTo(Math.hypot(...sides(length)), 9), unit: 'mm' },
    ])
    expect(angle.measurements).toEqual([{ quantity: 'angle', value: expect.any(Number), unit: 'degrees' }])
    expect(rectangle.measurements[0]).toEqual({
      quantity: 'area',
      value: expect.closeTo(sides(rectangle)[0] * sides(rectangle)[1], 9),
      unit: 'mm²',
    })
    expect(ellipse.measurements[0]!.value).toBeCloseTo((Math.PI / 4) * sides(ellipse)[0] * sides(ellipse)[1], 9)
    expect(ellipse.measurements.map(({ quantity }) => quantity)).toEqual([
      'area',
      'mean',
      'deviation',
      'minimum',
      'maximum',
    ])
    expect(arrow).toMatchObject({ text: 'Gap', measurements: [] })
    // What the page says of them is the same, rounded.
    const said = await text('annotation-list')
    expect(said).toContain(`${length.measurements[0]!.value.toFixed(1)} mm`)
    expect(said).toContain(`${angle.measurements[0]!.value.toFixed(1)}°`)

    const csv = await saved('csv')
    const rows = parse(csv, { columns: true, record_delimiter: '\r\n' }) as Record<string, string>[]
    const measurements = annotations.flatMap(({ measurements }) => measurements)
    expect(
      rows
        .filter(({ quantity }) => quantity)
        .map(({ quantity, value, unit }) => ({ quantity, value: Number(value), unit })),
    ).toEqual(measurements)
    expect(rows.at(-1)).toMatchObject({
      number: '5',
      kind: 'arrow',
      text: 'Gap',
      quantity: '',
      calibration: 'at-detector',
    })
    for (const file of [json, csv]) expect(file).not.toMatch(/Roe|Jane|ID0|0\.dcm/)
  })

  it('undoes, redoes and deletes, by keyboard alone', async () => {
    await press('Control+z', 'Control+z')
    await expect.poll(() => count('annotation')).toBe(4)
    await press('Control+Shift+z')
    await expect.poll(() => count('annotation')).toBe(5)
    await part('annotation').last().focus()
    await press('ArrowRight')
    await press('Delete')
    await expect.poll(() => count('annotation')).toBe(4)
    expect(await pageFindings(served.page)).toEqual([])
  })

  it('turns, mirrors and windows the film; its marks turn with it', async () => {
    const edge = (name: string) => served.page.locator(`[data-edge="${name}"]`).textContent()
    await served.page.mouse.move(5, 5)
    await press('Escape')
    const before = await filmPicture()
    expect((await edge('right'))!.trim()).toBe('L')
    await press(']')
    await expect.poll(async () => (await edge('right'))!.trim()).toBe('H')
    await press('h')
    await expect.poll(async () => (await edge('left'))!.trim()).toBe('H')
    await press('r')
    await expect.poll(async () => differing(await filmPicture(), before)).toBeLessThan(30)
    const window = await text('window-text')
    await press('4')
    await expect.poll(() => text('window-text')).not.toBe(window)
    await press('1')
    await expect.poll(() => text('window-text')).toBe(window)
    await press('m')
    await part('film-viewport').hover()
    await part('lens').waitFor()
    expect(await text('probe-text')).toMatch(/^x \d+\s+y \d+\s+value -?\d+/i)
    await press('m')
  })

  it('saves the view as a PNG that names nobody', async () => {
    const [download] = await Promise.all([served.page.waitForEvent('download'), press('Control+s')])
    expect(download.suggestedFilename()).toBe('film-view-1.png')
    const { width, height } = await sharp(await download.path()).metadata()
    const box = (await part('film-viewport').boundingBox())!
    // Below the film stand verdict, model, findings and the notice.
    expect(width).toBe(Math.round(box.width))
    expect(height).toBeGreaterThanOrEqual(Math.round(box.height) + 60)
  })

  it('keeps a review and what was drawn, over a reload', async () => {
    await press('x')
    await expect.poll(() => part('answer-none').getAttribute('aria-pressed')).toBe('true')
    await expect.poll(() => count('row-opinion')).toBe(1)
    await expect.poll(() => part('annotation').count()).toBe(4)
    // Drawn things are kept a moment later.
    await served.page.waitForTimeout(600)
    await served.page.reload()
    await part('verdict').waitFor()
    await select('Roe')
    await expect.poll(() => count('annotation')).toBe(4)
    await expect.poll(() => count('row-opinion')).toBe(1)
  })

  it('shows the experts’ shares at the pointer, and evidence from a threshold on', async () => {
    await press('g')
    await part('film-viewport').hover()
    await part('gating-shares').waitFor()
    expect(await text('gating-shares')).toMatch(/Expert 1 ?\d+ %/)
    await press('g')
  })

  it('finds, sorts and filters', async () => {
    await part('worklist-search').fill('poe')
    await expect.poll(() => count('worklist-row')).toBe(1)
    await part('worklist-search').fill('')
    await part('worklist-filter').selectOption('reviewed')
    await expect.poll(() => count('worklist-row')).toBe(1)
    await part('worklist-filter').selectOption('all')
    await part('worklist-order').selectOption('name')
    await expect.poll(() => part('worklist-row').first().textContent()).toContain('Cine')
    await part('film-viewport').click()
    await press('j')
    await part('worklist-order').selectOption('opened')
  })

  it('draws what the file brings with it, and hides it on request', async () => {
    await select('Poe')
    const planes = () => part('overlay').first().getAttribute('data-planes')
    await expect.poll(planes).toBe('1')
    const drawn = await filmPicture()
    await served.screenshot('film with drawings of its file')
    await press('v')
    await expect.poll(planes).toBe('0')
    await expect.poll(async () => differing(drawn, await filmPicture())).toBeGreaterThan(500)
    await press('v')
    await expect.poll(planes).toBe('1')
  })

  it('plays the frames of a film', async () => {
    await select('Cine')
    await part('frame-bar').waitFor()
    await part('film-viewport').focus()
    await press('Space')
    const frame = () => text('corner-quality')
    const first = await frame()
    await expect.poll(frame).not.toBe(first)
    await press('Space')
    await expect.poll(() => part('cine').getAttribute('aria-pressed')).toBe('false')
  })

  it('lays two films side by side, and zooms them together', async () => {
    await select('Roe')
    await part('verdict').waitFor()
    await part('film-viewport').focus()
    await press('c')
    await part('second-film').waitFor()
    await served.page.waitForTimeout(500)
    const before = await part('second-film').screenshot()
    await part('film-viewport').hover()
    await served.page.mouse.wheel(0, -400)
    await expect.poll(async () => (await part('second-film').screenshot()).equals(before)).toBe(false)
    expect(await pageFindings(served.page)).toEqual([])
    // It says of itself what the first one says.
    for (const said of ['Doe, John', 'C 2048  W 4096', '360 × 480', 'mm at detector'])
      expect(await text('second-corners')).toContain(said)
    expect(await part('second-film').locator('[data-edge="right"]').textContent()).toContain('L')
    // What was read from the second film and drawn on it is seen there as well, no words on others.
    await part('swap-films').click()
    await expect.poll(() => count('second-annotation')).toBe(4)
    const overSecond = part('second-film').getByTestId('overlay')
    await press('e')
    await expect.poll(() => overSecond.getAttribute('data-evidence')).toBe('true')
    const words = part('second-film').locator('svg text')
    const boxes = (await Promise.all((await words.all()).map((one) => one.boundingBox()))).filter((box) => box !== null)
    const clash = boxes.some((a, i) =>
      boxes
        .slice(i + 1)
        .some(
          (b) => a.x < b.x + b.width && b.x < a.x + a.width && a.y + 4 < b.y + b.height && b.y + 4 < a.y + a.height,
        ),
    )
    expect(clash).toBe(false)
    expect(await pageFindings(served.page)).toEqual([])
    await served.screenshot('room-compare')
    await press('e')
    await part('swap-films').click()
    await part('film-viewport').focus()
    await press('c')
    await expect.poll(() => count('second-film')).toBe(0)
  })

  it('looks into the header, and hides names there as well', async () => {
    await press('d')
    await part('tags-search').fill('patientname')
    await expect.poll(() => part('tag').allTextContents()).toEqual(['(0010,0010)PNPatientNameRoe^Jane'])
    expect(await pageFindings(served.page)).toEqual([])
    await press('Escape')
    await part('film-viewport').focus()
    await press('9')
    await expect.poll(() => served.page.locator('body').textContent()).not.toMatch(/Roe|ID0/)
    await press('d')
    await part('tag').first().waitFor()
    await part('tags-search').fill('patientname')
    await expect.poll(() => part('tag').allTextContents()).toEqual(['(0010,0010)PNPatientName•••'])
    await press('Escape')
    await part('film-viewport').focus()
    await press('9')
  })

  it('runs commands from the palette, lists all keys, and speaks German', async () => {
    await press('Control+k')
    await part('palette-search').fill('invert')
    expect(await pageFindings(served.page)).toEqual([])
    await press('Enter')
    await part('inverted').waitFor()
    await part('film-viewport').focus()
    await press('i')
    await press('?')
    await part('shortcut-sheet').waitFor()
    expect(await pageFindings(served.page)).toEqual([])
    await press('Escape')
    await press('Control+,')
    await part('settings-viewer').click()
    expect(await pageFindings(served.page)).toEqual([])
    await part('setting-language').selectOption('de')
    await expect.poll(() => text('notice')).toContain('Kein Medizinprodukt')
    await served.screenshot('room-german')
    await part('setting-language').selectOption('en')
    await part('view-read').click()
    await part('film-viewport').waitFor()
  })

  it('asks for files and for a folder by key', async () => {
    const asked: FileChooser[] = []
    const note = (chooser: FileChooser) => void asked.push(chooser)
    // One listener for both: Playwright lets dialogs through again whenever nobody listens.
    served.page.on('filechooser', note)
    await press('Control+o')
    await expect.poll(() => asked.length).toBe(1)
    await press('Control+Shift+o')
    await expect.poll(() => asked.length).toBe(2)
    served.page.off('filechooser', note)
    const wantFolders = await Promise.all(asked.map((chooser) => chooser.element().getAttribute('webkitdirectory')))
    expect(wantFolders.map((attribute) => attribute !== null)).toEqual([false, true])
  })

  it('keeps nothing in private mode, and forgets a study for good', async () => {
    await select('Doe')
    await expect.poll(() => text('corner-patient')).toContain('Doe, John')
    await part('verdict').waitFor()
    await press('Control+Shift+h')
    await part('private-note').waitFor()
    expect(await pageFindings(served.page)).toEqual([])
    await part('film-viewport').focus()
    await press('l')
    await drag([0.4, 0.3], [0.6, 0.3])
    await press('y')
    await expect.poll(() => part('answer-fracture').getAttribute('aria-pressed')).toBe('true')
    await expect.poll(() => count('annotation')).toBe(1)
    // As soon as the mode ends, and still after a reload.
    await part('private').click()
    await expect.poll(() => count('private-note')).toBe(0)
    await expect.poll(() => count('annotation')).toBe(0)
    await expect.poll(() => part('answer-fracture').getAttribute('aria-pressed')).toBe('false')
    await served.page.reload()
    await part('verdict').waitFor()
    await select('Doe')
    await part('verdict').waitFor()
    await served.page.waitForTimeout(400)
    expect(await count('annotation')).toBe(0)
    expect(await part('answer-fracture').getAttribute('aria-pressed')).toBe('false')

    await part('worklist-row').filter({ hasText: 'Roe' }).getByTestId('forget').click()
    await part('forget-dialog').waitFor()
    expect(await pageFindings(served.page)).toEqual([])
    await part('forget-now').click()
    await expect.poll(() => part('worklist-row').filter({ hasText: 'Roe' }).count()).toBe(0)
    await openByPath(join(folder, '0.dcm'))
    await expect.poll(() => text('corner-patient')).toContain('Roe, Jane')
    await part('verdict').waitFor()
    expect(await count('annotation')).toBe(0)
    expect(await part('answer-none').getAttribute('aria-pressed')).toBe('false')
  })

  it('undoes the closing of the whole list', async () => {
    const films = await count('worklist-row')
    expect(films).toBeGreaterThan(2)
    await part('close-all').click()
    await part('welcome').waitFor()
    expect(await pageFindings(served.page)).toEqual([])
    await served.screenshot('room-closed')
    await part('undo-close-now').click()
    await expect.poll(() => count('worklist-row')).toBe(films)
    await part('verdict').waitFor()
    // The page waits a moment before it moves the focus: a dialog may give it back by itself.
    await expect.poll(() => served.page.evaluate(() => document.activeElement?.tagName)).not.toBe('BODY')
  })

  it('made no error and spoke to nobody else', () => {
    expect(served.complaints).toEqual([])
  })
})
