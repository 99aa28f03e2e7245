import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { dicomPhantom } from '../support/dicomPhantom.ts'
import { drawnFrame } from '../support/drawnFrame.ts'
import { compareWithBaseline } from './baseline.ts'
import { hasChromium, isCarried } from './chromium.ts'
import { dragOnFilm } from './dragOnFilm.ts'
import { servePage, type ServedPage } from './servedPage.ts'

let folder: string
let served: ServedPage

const part = (name: string) => served.page.getByTestId(name)
const press = (key: string) => served.page.keyboard.press(key)
const row = (name: string) => part('worklist-row').filter({ hasText: name })
/** How long a reading took. */
const varying = () => [part('about-reading').locator('dd').last()]
const looksAsBefore = (name: string) => compareWithBaseline(served.page, name, varying())

/** Opens a film of the list, waits until it is drawn and read, and puts the keys where the film is. */
async function look(name: string): Promise<void> {
  await row(name).getByRole('button').first().click()
  await expect
    .poll(
      async () =>
        (await part('film-viewport').getAttribute('data-shown')) ===
        (await row(name).getByRole('button').first().getAttribute('data-film')),
    )
    .toBe(true)
  await part('verdict').waitFor()
  await part('film-viewport').focus()
}

const drag = (from: [number, number], to: [number, number]) => dragOnFilm(served.page, from, to)

async function writeFilms(): Promise<void> {
  const film = {
    rows: 480,
    columns: 360,
    modality: 'DX',
    window: { center: 2048, width: 4096 },
    imagerPixelSpacingMm: [0.2, 0.2],
  } as const
  const more = (index: number) => [
    { tag: 0x00080018, vr: 'UI', value: `1.2.3.${index}` },
    { tag: 0x00080020, vr: 'DA', value: `2024051${index}` },
    { tag: 0x00180015, vr: 'CS', value: 'WRIST' },
    { tag: 0x00185101, vr: 'CS', value: index === 0 ? 'PA' : 'LL' },
    { tag: 0x00200020, vr: 'CS', value: 'L\\F' },
    ...(index === 0 ? drawnFrame : []),
  ]
  await writeFile(
    join(folder, 'a.dcm'),
    dicomPhantom({ ...film, patientName: 'Roe^Jane', patientId: 'ID-1', elements: more(0) }),
  )
  await writeFile(
    join(folder, 'b.dcm'),
    dicomPhantom({
      ...film,
      photometric: 'MONOCHROME1',
      patientName: 'Doe^John',
      patientId: 'ID-2',
      elements: more(1),
    }),
  )
  await writeFile(
    join(folder, 'c.dcm'),
    dicomPhantom({ ...film, patientName: 'Poe^Edgar', patientId: 'ID-3', elements: more(2) }),
  )
  await writeFile(join(folder, 'notes.txt'), 'Not a film.')
}

// One user's visit: each step stands on the one before. Other browsers and fonts draw other letters.
describe.skipIf(!hasChromium || !isCarried)('the page looks as before', () => {
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'fractureguard-looks-'))
    await writeFilms()
    // By what the kept pictures were drawn.
    served = await servePage(undefined, undefined, 'card')
    await served.page.setViewportSize({ width: 1200, height: 750 })
  })
  afterAll(async () => {
    await served?.close()
    await rm(folder, { recursive: true, force: true })
  })
  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail') await served.screenshot(`failed ${task.name.replaceAll(/\W+/g, ' ')}`)
  })

  it('when nothing is open', async () => {
    await expect.poll(() => part('sample').locator('img').count()).toBe(8)
    await looksAsBefore('empty')
  })

  it('with a film and its verdict', async () => {
    await part('samples').getByRole('button').first().click()
    await expect.poll(() => part('worklist-row').locator('img').count()).toBe(8)
    for (let film = 0; film < 8; film++) {
      await part('worklist-row').nth(film).getByRole('button').first().click()
      await part('verdict').waitFor()
    }
    await part('worklist-order').selectOption('suspicion')
    await look((await part('worklist-row').first().locator('.name').textContent())!)
    await looksAsBefore('film')
  })

  it('with the evidence over the film', async () => {
    await press('e')
    await part('legend-evidence').waitFor()
    await looksAsBefore('evidence')
    await press('e')
  })

  it('with the experts over the film', async () => {
    await press('g')
    await part('legend-gating').waitFor()
    await looksAsBefore('experts')
    await press('g')
  })

  it('with both', async () => {
    await press('e')
    await press('g')
    await part('legend-gating').waitFor()
    await looksAsBefore('both overlays')
    await press('e')
    await press('g')
  })

  it('with a worklist of all kinds', async () => {
    await served.page.locator('summary').filter({ hasText: 'path' }).click()
    await part('open-path').fill(folder)
    await press('Enter')
    await expect.poll(() => part('worklist-counts').textContent()).toContain('11 films, 1 not opened')
    await served.page.locator('summary').filter({ hasText: 'path' }).click()
    for (const name of ['Roe', 'Doe', 'Poe']) await look(name)
    await press('y')
    await expect.poll(() => part('row-opinion').count()).toBe(1)
    await part('worklist-order').selectOption('name')
    await part('worklist-scroll').evaluate((list) => list.scrollTo(0, 1e6))
    await part('worklist-problem').waitFor()
    const withoutPicture = part('worklist-row').filter({ hasNot: served.page.locator('img') })
    await expect.poll(() => withoutPicture.count()).toBe(0)
    await looksAsBefore('worklist')
  })

  it('with measurements, and what the file itself draws', async () => {
    await look('Roe')
    await press('l')
    await drag([0.4, 0.2], [0.4, 0.5])
    await press('a')
    await drag([0.3, 0.6], [0.5, 0.6])
    await drag([0.3, 0.7], [0.5, 0.8])
    await press('o')
    await drag([0.6, 0.4], [0.7, 0.5])
    await expect.poll(() => part('annotation').count()).toBe(3)
    await press('Escape')
    await looksAsBefore('measured')
  })

  it('with two films side by side', async () => {
    await press('c')
    await part('second-film').waitFor()
    await part('second-film').getByTestId('overlay').waitFor({ state: 'attached' })
    await served.page.waitForTimeout(1000)
    await looksAsBefore('compare')
    await press('c')
  })

  it('when a film’s file is gone', async () => {
    await rm(join(folder, 'c.dcm'))
    await served.page.reload()
    await part('verdict').waitFor()
    await part('worklist-order').selectOption('name')
    await row('Poe').getByRole('button').first().click()
    await part('problem').first().waitFor()
    await part('reading-panel').getByTestId('problem').waitFor()
    await looksAsBefore('error')
  })
})
