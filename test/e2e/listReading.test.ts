import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { dicomPhantom } from '../support/dicomPhantom.ts'
import { newHome } from '../support/home.ts'
import { useSmallModel } from '../support/smallModel.ts'
import { hasChromium } from './chromium.ts'
import { pageFindings } from './pageFindings.ts'
import { servePage, type ServedPage } from './servedPage.ts'

const films = 12
let folder: string
let home: string
let served: ServedPage

const part = (name: string) => served.page.getByTestId(name)
const marks = () => part('worklist-row').locator('.mark [role="img"]').count()

async function writeFilms(): Promise<void> {
  for (let index = 0; index < films; index++)
    await writeFile(
      join(folder, `${String(index).padStart(2, '0')}.dcm`),
      dicomPhantom({
        rows: 120 + 4 * index,
        columns: 96,
        modality: 'DX',
        patientName: `Patient^${String(index).padStart(2, '0')}`,
        window: { center: 2048, width: 4096 },
      }),
    )
  // Opens, and cannot be read: the pixels stop half way.
  const whole = dicomPhantom({ rows: 400, columns: 300, modality: 'DX', patientName: 'Patient^Broken' })
  await writeFile(join(folder, 'broken.dcm'), whole.subarray(0, whole.length / 2))
}

// One user's visit: each step stands on the one before.
describe.skipIf(!hasChromium)('a worklist that reads itself', () => {
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'fractureguard-list-'))
    home = await newHome()
    await useSmallModel(home)
    await writeFilms()
    served = await servePage(home)
  })
  afterAll(async () => {
    await served?.close()
    for (const one of [folder, home]) await rm(one, { recursive: true, force: true })
  })
  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail') await served.screenshot(`failed ${task.name.replaceAll(/\W+/g, ' ')}`)
  })

  it('says how many films are not read yet, and can be paused', async () => {
    await part('view-settings').click()
    await served.page.getByTestId('settings-viewer').click()
    await part('setting-readWorklist').click()
    await part('view-read').click()
    await part('open-path').fill(folder)
    await served.page.keyboard.press('Enter')
    await expect.poll(() => part('worklist-counts').textContent()).toContain('13 films')
    await part('verdict').waitFor()
    await expect.poll(() => part('list-unread').textContent()).toBe('12 not read yet')
    await part('worklist-filter').selectOption('uncertain')
    if ((await part('worklist-row').count()) === 0)
      expect(await part('none-found').textContent()).toContain('12 not read yet')
    await part('worklist-filter').selectOption('all')
    await served.screenshot('list-unread')
    expect(await pageFindings(served.page)).toEqual([])
  })

  it('reads all of them, and says which one could not be read', async () => {
    await part('list-reading-pause').click()
    await expect.poll(() => part('list-reading').count(), { timeout: 90_000 }).toBe(0)
    await part('worklist-order').selectOption('suspicion')
    await expect.poll(marks).toBe(films + 1)
    await expect.poll(() => served.page.getByRole('img', { name: 'Reading failed' }).count()).toBe(1)
    await served.screenshot('list-read')
    await part('worklist-filter').selectOption('unread')
    await expect.poll(() => part('worklist-row').count()).toBe(1)
    await part('worklist-filter').selectOption('all')
  })

  it('has them after a restart, without reading them again', async () => {
    await served.close()
    served = await servePage(home)
    await expect.poll(marks).toBeGreaterThanOrEqual(films)
    expect(served.complaints).toEqual([])
  })
})
