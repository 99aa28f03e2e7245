import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { writeBarFilms } from '../support/barFilms.ts'
import { writePlacesModel } from '../support/placesModel.ts'
import { testCard } from '../support/testCard.ts'
import { hasChromium } from './chromium.ts'
import { pageFindings } from './pageFindings.ts'
import { runCommand } from './runCommand.ts'
import { servePage, type ServedPage } from './servedPage.ts'

let folder: string
let home: string
let served: ServedPage

const part = (name: string) => served.page.getByTestId(name)
const text = async (name: string): Promise<string> => ((await part(name).textContent()) ?? '').trim()

// One user's visit: each step stands on the one before.
describe.skipIf(!hasChromium)('a model that is fitted to a place', { timeout: 240_000 }, () => {
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'fractureguard-fit-'))
    home = join(folder, 'home')
    await mkdir(home)
    // Makes the folder its own; it takes none in which there is something else.
    await runCommand(home, 'models', 'list')
    const network = { ...testCard().network, places: true as const, inputSize: 128 }
    await writePlacesModel(join(home, 'models', 'before'), { id: 'before', name: 'Rx 1', network })
    await writeBarFilms(join(folder, 'films'), 22, 11, 'img')
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

  it('says what is missing, in words', async () => {
    await part('view-settings').click()
    await part('settings-models').click()
    await part('fit-model').waitFor()
    expect(await part('fit-by-reviewed').isDisabled()).toBe(true)
    expect(await part('fit-start').isDisabled()).toBe(true)
    await part('fit-of').selectOption('before')
    await part('fit-folder').fill(join(folder, 'nowhere'))
    await part('fit-start').click()
    await part('fit-model').getByTestId('problem').waitFor()
    expect(await pageFindings(served.page)).toEqual([])
  })

  it('moves the points by labelled films, shows where they were and are, and what that is worth', async () => {
    await part('fit-folder').fill(join(folder, 'films'))
    await part('fit-name').fill('Ward 3')
    await part('fit-start').click()
    await part('fitted').waitFor()
    expect(await text('fit-finding')).toBe('Ward 3 is fitted to 44 films (22 with a fracture) from 44 groups.')
    const sentences = await part('fit-sentence').allTextContents()
    // Fifty-nine of a kind are the least that show it.
    expect(sentences[0]).toContain('22 films with a fracture are too few to show')
    expect(sentences[2]).toContain('about 50 % of films have a fracture')
    for (const [width, height] of [
      [1440, 900],
      [768, 1024],
      [390, 844],
    ] as const) {
      await served.page.setViewportSize({ width, height })
      await part('fitted').scrollIntoViewIfNeeded()
      await served.screenshot(`fit-${width}`)
    }
    await served.page.setViewportSize({ width: 1440, height: 900 })
    expect(await pageFindings(served.page)).toEqual([])
  })

  it('reads with it when it is activated, and with the one before when that is taken back', async () => {
    await part('fit-activate').click()
    const anyway = part('activate-anyway')
    await expect.poll(async () => (await anyway.count()) + (await part('fit-active').count())).toBe(1)
    if (await anyway.count()) await anyway.click()
    await part('fit-active').waitFor()
    await expect.poll(() => part('model-row').filter({ hasText: 'Ward 3' }).getByTestId('model-active').count()).toBe(1)
    await part('model-rollback').click()
    await part('fit-activate').waitFor()
  })

  it('made no error and spoke to nobody else', () => {
    expect(served.complaints).toEqual([])
  })
})
