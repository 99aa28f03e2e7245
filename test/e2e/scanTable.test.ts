import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { claimFolder } from '#main/app/home/claimFolder.ts'
import { dicomPhantom } from '../support/dicomPhantom.ts'
import { writeTestModel } from '../support/testModel.ts'
import { hasChromium } from './chromium.ts'
import { pageFindings } from './pageFindings.ts'
import { servePage, type ServedPage } from './servedPage.ts'

const films = 60
const deep = 'radiology department/second floor/room 17/2024'

let folder: string
let served: ServedPage

const part = (name: string) => served.page.getByTestId(name)
const text = async (name: string): Promise<string> => ((await part(name).textContent()) ?? '').trim()
const cells = async (column: string): Promise<string[]> =>
  (await part('scan-row').locator(`.${column}`).allTextContents()).map((cell) => cell.trim())
const scroller = () => served.page.locator('.scroller')

async function writeFilms(): Promise<void> {
  const rx = join(folder, 'rx')
  await mkdir(join(rx, deep), { recursive: true })
  for (let i = 0; i < films; i++) {
    const element = { tag: 0x00080018, vr: 'UI', value: `1.2.3.${i}` }
    const film = { modality: i % 3 === 0 ? 'DX' : 'CR', patientId: `P${i}`, elements: [element] }
    await writeFile(join(rx, deep, `film ${String(i).padStart(2, '0')}.dcm`), dicomPhantom(film))
  }
  await writeFile(join(rx, 'cine.dcm'), dicomPhantom({ modality: 'XA', frames: 5, rows: 16, columns: 16 }))
  await writeFile(join(rx, 'broken.dcm'), dicomPhantom().subarray(0, 400))
}

/** Two small models of which one leaves uncertain what the other calls no fracture, and both have one name. */
async function writeModels(home: string): Promise<void> {
  claimFolder(home)
  const models = join(home, 'models')
  const name = 'Orkney'
  const at = (day: number) => ({ name, createdAt: `2026-03-0${day}T08:00:00.000Z` })
  await writeTestModel(join(models, 'open'), {
    id: 'open',
    ...at(1),
    operatingPoints: { ruleOut: 1e-12, ruleIn: 0.999 },
  })
  await writeTestModel(join(models, 'shut'), { id: 'shut', ...at(2), operatingPoints: { ruleOut: 0.98, ruleIn: 0.99 } })
  await writeFile(join(models, 'active.json'), JSON.stringify({ formatVersion: 1, modelId: 'open' }))
}

// One user's visit: each step stands on the one before.
describe.skipIf(!hasChromium)('the table of a scan', { timeout: 120_000 }, () => {
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'fractureguard-table-'))
    await writeFilms()
    const home = join(folder, 'home')
    await mkdir(home)
    await writeModels(home)
    served = await servePage(home)
  })
  afterAll(async () => {
    await served?.close()
    await rm(folder, { recursive: true, force: true })
  })
  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail') await served.screenshot(`failed ${task.name.replaceAll(/\W+/g, ' ')}`)
  })

  it('has models of one name told apart where one is chosen', async () => {
    await part('view-scan').click()
    await part('scan-folder').fill(join(folder, 'rx'))
    await expect.poll(async () => (await part('scan-model').locator('option').allTextContents()).join()).toMatch(/Orkney \(2026-03-01\).*Orkney \(2026-03-02\)|Orkney \(2026-03-02\).*Orkney \(2026-03-01\)/s) // prettier-ignore
    await part('scan-start').click()
    await expect.poll(() => text('scan-state'), { timeout: 100_000 }).toBe('Finished')
    await expect.poll(() => text('scan-rows')).toBe(`${films + 6} rows`)
  })

  it('sorts by every column, up and down, and says so', async () => {
    for (const header of await served.page.locator('[data-testid^="sort-"]').all()) {
      const heading = header.locator('xpath=..')
      const said = () => heading.getAttribute('aria-sort')
      const before = await said()
      await header.click()
      const first = await said()
      expect(['ascending', 'descending'], (await header.getAttribute('data-testid'))!).toContain(first)
      expect(first).not.toBe(before)
      await header.click()
      await expect.poll(said).toBe(first === 'ascending' ? 'descending' : 'ascending')
    }
    await part('sort-modality').click()
    await expect.poll(async () => (await cells('modality')).slice(0, 3)).toEqual(['CR', 'CR', 'CR'])
    await part('sort-file').click()
  })

  it('filters by modality, findings, warnings and what was not read', async () => {
    await part('scan-modality').selectOption('DX')
    await expect.poll(() => text('scan-rows')).toBe(`${films / 3} rows`)
    expect(new Set(await cells('modality'))).toEqual(new Set(['DX']))
    await part('scan-modality').selectOption({ index: 0 })
    await part('filter-error').click()
    await expect.poll(() => text('scan-rows')).toBe('1 row')
    await part('filter-warned').click()
    const warned = async () => [...new Set((await cells('warnings')).map((said) => parseInt(said) > 0))]
    await expect.poll(warned).toEqual([true])
    await part('filter-found').click()
    // These models do not point.
    await expect.poll(() => text('scan-rows')).toBe('0 rows')
    await part('filter-all').click()
  })

  it('numbers frames as the CSV does', async () => {
    await part('scan-search').fill('cine')
    await expect.poll(() => text('scan-rows')).toBe('5 rows')
    const shown = await cells('frame')
    // A name without folders is whole where there is room.
    expect(await part('scan-row').first().locator('.file span').last().evaluate((span) => span.scrollWidth > span.clientWidth)).toBe(false) // prettier-ignore
    await part('scan-save').click()
    const [download] = await Promise.all([served.page.waitForEvent('download'), part('scan-download').click()])
    const rows = parse(await readFile(await download.path()), { columns: true, bom: true }) as Record<string, string>[]
    expect(rows.filter(({ file }) => file === 'cine.dcm').map(({ frame }) => frame)).toEqual(shown)
    await served.page.keyboard.press('Escape')
    await part('scan-search').fill('')
  })

  it('shortens paths in their middle', async () => {
    await served.page.setViewportSize({ width: 1024, height: 768 })
    await part('scan-search').fill('film 10')
    await expect.poll(() => text('scan-rows')).toBe('1 row')
    const seen = await part('scan-row')
      .locator('.file span')
      .evaluateAll((spans) =>
        spans.map((span) => ({ cut: span.scrollWidth > span.clientWidth, text: span.textContent })),
      )
    expect(seen).toEqual([
      { cut: true, text: `${deep}/` },
      { cut: false, text: 'film 10.dcm' },
    ])
    await served.screenshot('scan-table-1024')
    await part('scan-search').fill('')
    await served.page.setViewportSize({ width: 1440, height: 900 })
  })

  it('is left for a film, from which rows go on and back, and is found again as it was', async () => {
    await part('scan-search').fill('film')
    await part('sort-probability').click()
    await expect.poll(() => text('scan-rows')).toBe(`${films} rows`)
    await scroller().evaluate((element) => element.scrollTo({ top: 560 }))
    const button = part('scan-row').filter({ hasText: 'film' }).nth(14).getByRole('button')
    await expect.poll(() => button.isVisible()).toBe(true)
    const order = await cells('file')
    await button.click()
    await part('verdict').waitFor()
    const place = async () => Number(/^Row (\d+) of 60$/.exec(await text('scan-walk-place'))?.[1])
    const name = () => served.page.locator('.walk .name').textContent()
    const at = await place()
    const first = await name()
    expect(order.some((path) => path.endsWith(first!))).toBe(true)
    await part('scan-walk-next').click()
    await expect.poll(place).toBe(at + 1)
    // It says “Opening…” until its film is there.
    await expect.poll(name).toMatch(/^film \d+\.dcm$/)
    expect(await name()).not.toBe(first)
    const second = (await name())!
    // Names of the rows are those of the table, in its order.
    expect(order.findIndex((path) => path.endsWith(second))).toBe(order.findIndex((path) => path.endsWith(first!)) + 1)
    // Each film has the patient of its number.
    const patient = `P${Number(/\d+/.exec(second)![0])}`
    await expect.poll(() => text('corner-patient')).toContain(patient)
    expect(await pageFindings(served.page)).toEqual([])
    await served.screenshot('scan-table-walk')
    await part('scan-walk-previous').click()
    await expect.poll(name).toBe(first)
    await part('scan-walk-back').click()
    await expect.poll(() => part('scan-search').inputValue()).toBe('film')
    expect(await part('sort-probability').locator('xpath=..').getAttribute('aria-sort')).toBe('descending')
    await expect.poll(() => scroller().evaluate((element) => element.scrollTop)).toBe(560)
    await expect.poll(() => cells('file')).toEqual(order)
  })

  it('is compared with another scan under headings', async () => {
    await part('view-scan').click()
    await part('new-scan').click()
    await part('scan-folder').fill(join(folder, 'rx'))
    await part('scan-model').selectOption('shut')
    await part('scan-start').click()
    await expect.poll(() => part('scan-item').count()).toBe(2)
    await expect.poll(() => text('scan-state'), { timeout: 100_000 }).toBe('Finished')
    await part('scan-compare').click()
    const dialog = part('scan-compare-dialog')
    await dialog.getByRole('columnheader', { name: 'Before' }).waitFor()
    expect(await dialog.getByRole('columnheader').allTextContents()).toEqual(['File', 'Before', 'Now'])
    expect((await part('scan-move').allTextContents()).join(' ').replaceAll(/\s+/g, ' ')).toContain('Uncertain → No fracture') // prettier-ignore
    expect(await pageFindings(served.page)).toEqual([])
    await served.screenshot('scan-table-compared')
    await served.page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'detached' })
    await expect.poll(() => served.page.evaluate(() => document.activeElement?.tagName)).toBe('BUTTON')
    expect(served.complaints).toEqual([])
  })
})
