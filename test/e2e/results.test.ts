import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { makeResults } from '#main/results/index.ts'
import { contentsOf } from '#main/study/contents/contents.ts'
import { bonePattern } from '../support/dicomPhantom.ts'
import { newFolder } from '../support/folder.ts'
import { resultFilm, someModel, someReading } from '../support/resultFilms.ts'
import { axeFindings } from './axe.ts'
import { hasChromium } from './chromium.ts'
import { servePage, type ServedPage } from './servedPage.ts'

const [rows, columns] = [480, 360]
let folder: string
let served: ServedPage
const part = (name: string) => served.page.getByTestId(name)

async function openPaths(...paths: string[]): Promise<void> {
  for (const path of paths) {
    const closed = served.page.locator('details:not([open]) summary')
    if ((await part('open-path').isVisible()) === false) await closed.first().click()
    await part('open-path').fill(path)
    await part('open-path').press('Enter')
  }
}

describe.skipIf(!hasChromium)('results of readings on the page', () => {
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'fractureguard-results-'))
    const film = join(folder, 'film.dcm')
    await writeFile(
      film,
      resultFilm({
        rows,
        columns,
        values: bonePattern(rows, columns, 12),
        window: { center: 2048, width: 4096 },
        modality: 'DX',
      }),
    )
    const findings = [
      { x: 60, y: 90, width: 120, height: 80, probability: 0.93, point: 'rule-in' as const },
      { x: 200, y: 300, width: 90, height: 100, probability: 0.41, point: 'rule-out' as const },
    ]
    const result = {
      reading: someReading({ findings }),
      model: someModel,
      programVersion: '1.0.0',
      reportClass: 'comprehensive-3d' as const,
    }
    const { objects } = await makeResults(film, result, ['sc', 'pr', 'sr'])
    for (const { kind, bytes } of objects) await writeFile(join(folder, `${kind}.dcm`), bytes)
    served = await servePage()
  })
  afterAll(async () => {
    await served?.close()
    await rm(folder, { recursive: true, force: true })
  })

  it('opens a presentation state over its film, and hides it on a key', async () => {
    await openPaths(join(folder, 'film.dcm'))
    await part('film-viewport').waitFor()
    await openPaths(join(folder, 'pr.dcm'))
    await expect.poll(() => part('presentation').getAttribute('data-shapes')).toBe('5')
    await served.screenshot('presentation')
    await part('film-viewport').focus()
    await served.page.keyboard.press('v')
    await expect.poll(() => part('presentation').count()).toBe(0)
    await served.page.keyboard.press('v')
    await expect.poll(() => part('presentation').count()).toBe(1)
    await served.page.setViewportSize({ width: 900, height: 620 })
    await served.screenshot('presentation-small')
    await served.page.setViewportSize({ width: 1440, height: 900 })
  })

  it('opens a report as text', async () => {
    await openPaths(join(folder, 'sr.dcm'))
    await part('worklist-document')
      .filter({ hasText: 'Imaging Measurement Report' })
      .getByRole('button')
      .first()
      .click()
    await part('document-dialog').waitFor()
    const lines = await part('report-line').allTextContents()
    expect(lines.map((line) => line.trim())).toContain('Certainty of Finding: 93.12 %')
    await served.screenshot('report')
    expect(await axeFindings(served.page)).toEqual([])
    await served.page.keyboard.press('Escape')
  })

  it('opens the picture as a film that no model reads', async () => {
    await openPaths(join(folder, 'sc.dcm'))
    await expect.poll(() => part('worklist-row').count()).toBe(2)
    await part('worklist-row').nth(1).getByRole('button').first().click()
    await expect.poll(() => part('reading-panel').getAttribute('data-state')).toBe('failed')
    expect(await part('reading-panel').textContent()).toContain('findings drawn on it')
    await served.screenshot('capture')
    await part('worklist-row').first().getByRole('button').first().click()
  })

  it('keeps which kinds are written, and saves the reading in these', async () => {
    await part('view-settings').click()
    await part('settings-viewer').click()
    await part('result-ko').check()
    await part('result-sc').uncheck()
    await served.screenshot('result-settings')
    await part('view-read').click()
    await part('verdict').waitFor()
    await served.page.keyboard.press('Control+k')
    await served.page.keyboard.type('Save the reading as DICOM')
    const [download] = await Promise.all([served.page.waitForEvent('download'), served.page.keyboard.press('Enter')])
    const path = join(folder, 'results.zip')
    await download.saveAs(path)
    expect((await readFile(path)).subarray(0, 2).toString()).toBe('PK')
    const contents = await contentsOf(path, await newFolder())
    const names = contents!.entries.map(({ name }) => name.replace(/^.*\//, '').slice(0, 2)).sort()
    expect(names.filter((name) => name !== 'KO')).toEqual(['PR', 'SR'])
  })

  it('complains of nothing', () => expect(served.complaints).toEqual([]))
})
