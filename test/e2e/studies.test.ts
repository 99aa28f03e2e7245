import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { dicomPhantom } from '../support/dicomPhantom.ts'
import { hasChromium } from './chromium.ts'
import { pageFindings } from './pageFindings.ts'
import { servePage, type ServedPage } from './servedPage.ts'

let folder: string
let served: ServedPage

const part = (name: string) => served.page.getByTestId(name)
const press = (key: string) => served.page.keyboard.press(key)
const places = () =>
  served.page
    .locator('[data-testid="second-film"]')
    .evaluateAll((films) => films.map((film) => film.getAttribute('data-place')))

/** Two studies of one patient with two views each, and a film of another patient. */
async function writeFilms(): Promise<void> {
  const studies = [
    { uid: '1.2.3.1', date: '20230110', patient: 'P1', views: ['PA', 'LL'] },
    { uid: '1.2.3.2', date: '20240511', patient: 'P1', views: ['LL', 'PA'] },
    { uid: '1.2.3.3', date: '20240512', patient: 'P2', views: ['AP'] },
  ]
  for (const { uid, date, patient, views } of studies)
    for (const [index, view] of views.entries())
      await writeFile(
        join(folder, `${uid}-${index}.dcm`),
        dicomPhantom({
          rows: 480,
          columns: view === 'LL' ? 300 : 400,
          modality: 'DX',
          patientName: patient === 'P1' ? 'Roe^Jane' : 'Doe^John',
          patientId: patient,
          window: { center: 2048, width: 4096 },
          elements: [
            { tag: 0x00080018, vr: 'UI', value: `${uid}.${index}` },
            { tag: 0x0020000d, vr: 'UI', value: uid },
            { tag: 0x00080020, vr: 'DA', value: date },
            { tag: 0x00180015, vr: 'CS', value: 'WRIST' },
            { tag: 0x00185101, vr: 'CS', value: view },
          ],
        }),
      )
}

// One user's visit: each step stands on the one before.
describe.skipIf(!hasChromium)('studies', () => {
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'fractureguard-studies-'))
    await writeFilms()
    served = await servePage()
  })
  afterAll(async () => {
    await served?.close()
    await rm(folder, { recursive: true, force: true })
  })
  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail') await served.screenshot(`failed ${task.name.replaceAll(/\W+/g, ' ')}`)
  })

  it('stand together, with the verdict of their most suspicious film', async () => {
    await part('open-path').fill(folder)
    await press('Enter')
    await expect.poll(() => part('worklist-study').count()).toBe(2)
    await part('verdict').waitFor()
    await expect.poll(() => part('list-reading').count()).toBe(0)
    const study = part('worklist-study').first()
    expect(await study.locator('.second').textContent()).toBe('2023-01-10 · WRIST · PA, LL')
    await expect
      .poll(() => study.textContent())
      .toMatch(/Study: (Fracture|Uncertain|No fracture) (0\.\d+|<0\.01), its most/)
    await served.screenshot('studies-list')
    expect(await pageFindings(served.page)).toEqual([])
  })

  it('are hung with the earlier study below, and passed by key', async () => {
    await part('film-viewport').focus()
    await press('s')
    await expect.poll(places).toEqual(['right'])
    await press('.')
    await expect.poll(places).toEqual(['right', 'below-left', 'below-right'])
    const shown = async () => [
      await part('corner-study').textContent(),
      ...(await part('second-corner-study').allTextContents()),
    ]
    await expect.poll(async () => (await shown()).length).toBe(4)
    const [left, right, belowLeft, belowRight] = await shown()
    expect(left).toContain('2024-05-11')
    expect(left).toContain('PA')
    expect(right).toContain('LL')
    expect([belowLeft, belowRight].every((text) => text!.includes('2023-01-10'))).toBe(true)
    await served.screenshot('studies-hung')
    expect(await pageFindings(served.page)).toEqual([])
    await press('Control+ArrowDown')
    await expect.poll(places).toEqual([])
    await press(',')
    await expect.poll(places).toEqual(['right', 'below-left', 'below-right'])
    await press('s')
    await expect.poll(places).toEqual([])
    expect(served.complaints).toEqual([])
  })
})
