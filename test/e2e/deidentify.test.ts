import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { naming, person } from '../support/plantedPatient.ts'
import { resultFilm } from '../support/resultFilms.ts'
import { hasChromium } from './chromium.ts'
import { dragOnFilm } from './dragOnFilm.ts'
import { pageFindings } from './pageFindings.ts'
import { runCommand } from './runCommand.ts'
import { servePage, type ServedPage } from './servedPage.ts'

let folder: string
let home: string
let served: ServedPage

const part = (name: string) => served.page.getByTestId(name)
const sizes = [[1440, 900], [1024, 768], [390, 844]] as const // prettier-ignore

async function atAllSizes(name: string): Promise<void> {
  for (const [width, height] of sizes) {
    await served.page.setViewportSize({ width, height })
    await served.screenshot(`${name}-${width}`)
  }
  await served.page.setViewportSize({ width: 1440, height: 900 })
  expect(await pageFindings(served.page), name).toEqual([])
}

// One user's visit: each step stands on the one before.
describe.skipIf(!hasChromium)('an export without patient data', { timeout: 240_000 }, () => {
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'fractureguard-deidentify-'))
    home = join(folder, 'home')
    await mkdir(home)
    // Makes the folder its own; it takes none in which there is something else.
    await runCommand(home, 'models', 'list')
    const films = join(folder, 'films')
    await mkdir(films)
    for (const instance of ['1', '2'])
      await writeFile(
        join(films, `${person.family} ${instance}.dcm`),
        resultFilm({
          instance,
          elements: [
            { tag: 0x00100010, vr: 'PN', value: `${person.family}^${person.given}` },
            { tag: 0x00100020, vr: 'LO', value: person.id },
          ],
        }),
      )
    served = await servePage(home)
    served.page.setDefaultTimeout(60_000)
    await part('sample').last().locator('img').waitFor()
    const field = part('open-path')
    await field.fill(films)
    await field.press('Enter')
    await part('worklist-row').nth(1).waitFor()
  }, 120_000)
  afterAll(async () => {
    await served?.close()
    await rm(folder, { recursive: true, force: true })
  })
  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail') await served.screenshot(`failed ${task.name.replaceAll(/\W+/g, ' ')}`)
  })

  it('asks for a folder first, and takes rectangles that were drawn as boxes', async () => {
    await part('worklist-row').first().locator('button').first().click()
    await part('verdict').waitFor()
    await served.page.keyboard.press('b')
    await dragOnFilm(served.page, [0.1, 0.1], [0.4, 0.3])
    await part('deidentify').click()
    await part('deidentify-dialog').waitFor()
    expect(await part('deidentify-start').isDisabled()).toBe(true)
    await part('deidentify-take-drawn').click()
    expect(await part('deidentify-box').count()).toBe(1)
    await part('deidentify-to').fill(join(folder, 'films', 'export'))
    await atAllSizes('deidentify-form')
  })

  it('says what is wrong with the folder, and keeps the form', async () => {
    await part('deidentify-to').fill(join(folder, 'films'))
    await part('deidentify-start').click()
    await part('deidentify-dialog').getByTestId('problem').waitFor()
    expect(await part('deidentify-dialog').getByTestId('problem').textContent()).toContain('holds something already')
    expect(await part('deidentify-box').count()).toBe(1)
  })

  it('exports the open films with results, warns of text, and says where the table is', async () => {
    const to = join(folder, 'export')
    await part('deidentify-to').fill(to)
    await part('deidentify-shiftDates').check()
    await part('deidentify-start').click()
    await part('deidentified').waitFor()
    expect(await part('deidentified-count').textContent()).toBe('2 films exported')
    expect(await part('deidentified-folder').textContent()).toBe(to)
    expect(await part('deidentified-replaced').textContent()).toContain(join(home, 'deidentified'))
    const warnings = part('deidentify-warnings').locator('li')
    expect(await warnings.evaluateAll((all) => all.map((one) => (one as HTMLElement).dataset.warning))).toEqual([
      'text-unknown',
      'boxes-unconfirmed',
    ])
    expect((await readdir(to)).sort()).toEqual(['film-0001.dcm', 'film-0002.dcm', 'readings.csv', 'results'])
    expect(await naming(to)).toEqual([])
    await atAllSizes('deidentified')
    await part('deidentify-again').click()
    expect(await part('deidentify-start').isDisabled()).toBe(true)
  })

  it('made no error and spoke to nobody else', () => {
    expect(served.complaints).toEqual([])
  })
})
