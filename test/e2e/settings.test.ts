import { mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { claimFolder } from '#main/app/home/claimFolder.ts'
import { archiveContents } from '#main/registry/archive/contents.ts'
import { readZip } from '#main/registry/archive/readZip.ts'
import { sealModel } from '#main/model/manifest.ts'
import { readSafetensors } from '#main/network/safetensors.ts'
import { writeReport } from '#main/report/writeReport.ts'
import { reportSchema } from '#shared/report.ts'
import { writeBarFilms } from '../support/barFilms.ts'
import { reportInput } from '../support/reportInput.ts'
import { writeTestModel } from '../support/testModel.ts'
import { pageFindings } from './pageFindings.ts'
import { hasChromium } from './chromium.ts'
import { servePage, type ServedPage } from './servedPage.ts'

const damagedText = '{ "formatVersion": 2, "settings": { "anony'

let films: string
let home: string
let served: ServedPage

const part = (name: string) => served.page.getByTestId(name)
const text = async (name: string): Promise<string> => (await part(name).textContent())!.trim()
const row = (name: string) => part('model-row').filter({ hasText: name })
const kept = async () => JSON.parse(await readFile(join(home, 'settings.json'), 'utf8')).settings

async function prepare(): Promise<void> {
  claimFolder(home)
  const models = join(home, 'models')
  await writeTestModel(
    join(models, 'wrists'),
    { id: 'wrists', name: 'Wrists, spring', createdAt: '2026-03-04T08:00:00.000Z' },
    1,
  )
  await writeReport(join(models, 'wrists'), reportInput())
  await sealModel(join(models, 'wrists'))
  await writeTestModel(
    join(models, 'ankles'),
    { id: 'ankles', name: 'Ankles', createdAt: '2026-05-06T08:00:00.000Z' },
    2,
  )
  await mkdir(join(models, 'half'))
  await writeFile(join(models, 'half', 'card.json'), '{}')
  await mkdir(join(home, 'cache', 'thumbnails', '32'), { recursive: true })
  await writeFile(join(home, 'cache', 'thumbnails', '32', 'film'), 'x'.repeat(1024))
  await writeFile(join(home, 'settings.json'), damagedText)
}

// One user's visit: each step stands on the one before.
describe.skipIf(!hasChromium)('the settings', () => {
  beforeAll(async () => {
    films = await mkdtemp(join(tmpdir(), 'fractureguard-films-'))
    await writeBarFilms(films, 6)
    home = await mkdtemp(join(tmpdir(), 'fractureguard-home-'))
    await prepare()
    served = await servePage(home)
  })
  afterAll(async () => {
    await served?.close()
    for (const folder of [films, home]) await rm(folder, { recursive: true, force: true })
  })
  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail') await served.screenshot(`failed ${task.name.replaceAll(/\W+/g, ' ')}`)
  })

  it('say that a broken settings file was set aside, until it was read', async () => {
    await part('view-settings').click()
    await part('settings-problem').waitFor()
    const said = await text('settings-problem')
    const aside = /“(settings\.set-aside-.*?\.json)”/.exec(said)![1]
    expect(await readFile(join(home, aside), 'utf8')).toBe(damagedText)
    await served.screenshot('settings-1-broken')
    await part('settings-understood').click()
    await part('settings-problem').waitFor({ state: 'detached' })
  })

  it('have an address for each tab, which a reload keeps', async () => {
    await part('settings-models').click()
    expect(new URL(served.page.url()).hash).toBe('#/settings/models')
    await served.page.reload()
    await part('model-row').first().waitFor()
    await served.page.keyboard.press('Control+k')
    await part('palette-search').fill('settings viewer')
    await served.page.keyboard.press('Enter')
    await part('viewer-panel').waitFor()
    expect(new URL(served.page.url()).hash).toBe('#/settings/viewer')
  })

  it('keep the viewer’s choices in the program', async () => {
    await part('setting-readOnOpening').click()
    await part('mouse-right').selectOption('pan')
    await part('overlay-default-evidence').click()
    await expect
      .poll(kept)
      .toMatchObject({ readOnOpening: false, mouse: { right: 'pan' }, overlays: { evidence: { visible: true } } })
    expect(await pageFindings(served.page)).toEqual([])
    await served.screenshot('settings-2-viewer')
    await served.page.reload()
    await part('viewer-panel').waitFor()
    expect(await part('mouse-right').inputValue()).toBe('pan')
    expect(await part('setting-readOnOpening').getAttribute('aria-checked')).toBe('false')
    await part('mouse-reset').click()
    await expect.poll(kept).toMatchObject({ mouse: { right: 'zoom' } })
  })

  it('table the models, damaged ones with the reason', async () => {
    await part('settings-models').click()
    await expect.poll(() => part('model-row').count()).toBe(3)
    expect(await text('damaged-models')).toContain('card is damaged')
    expect(await row('Wrists').textContent()).toContain('0.80 (0.60 – 0.95)')
    expect(await pageFindings(served.page)).toEqual([])
    await served.screenshot('settings-3-models')
  })

  it('show card, network and report of a model', async () => {
    await row('Wrists').getByTestId('show-model').click()
    await part('model-dialog').waitFor()
    expect(await pageFindings(served.page)).toEqual([])
    await served.page.keyboard.press('Escape')
    await row('Wrists').getByTestId('model-more').click()
    await part('model-menu').waitFor()
    expect(await pageFindings(served.page)).toEqual([])
    await served.screenshot('settings-4-menu')
    await part('model-export-to').click()
    await part('export-dialog').waitFor()
    // What goes along is chosen, none of it by itself.
    await part('export-columns').waitFor()
    expect(await part('export-columns').textContent()).toContain('site: ')
    expect(await part('export-column-site').isChecked()).toBe(false)
    await part('export-column-site').check()
    expect(await pageFindings(served.page)).toEqual([])
    await served.screenshot('settings-4-export')
    const download = served.page.waitForEvent('download')
    await part('export-download').click()
    const parts = await readZip(await (await download).path(), archiveContents)
    const columns = reportSchema.parse(JSON.parse(parts.get('report.json')!.toString())).columns
    expect(new Set(columns.map(({ column }) => column))).toEqual(new Set(['site']))
    await part('export-dialog').waitFor({ state: 'detached' })
    await row('Wrists').getByTestId('model-more').click()
    await part('model-export-to').click()
    await part('export-dialog').waitFor()
    await served.page.keyboard.press('Escape')
    await part('export-dialog').waitFor({ state: 'detached' })
    await row('Wrists').getByTestId('model-more').click()
    const trunk = served.page.waitForEvent('download')
    await part('model-trunk').click()
    const file = await trunk
    expect(file.suggestedFilename()).toBe('wrists.safetensors')
    expect(Object.keys(readSafetensors(await readFile(await file.path())).tensors)).toContain(
      'layer4.1.bn2.running_var',
    )
    await row('Wrists').getByTestId('model-more').click()
    await part('model-network').click()
    await expect
      .poll(() => part('network-drawing').evaluate((image: HTMLImageElement) => image.naturalWidth))
      .toBeGreaterThan(300)
    expect(await pageFindings(served.page)).toEqual([])
    await served.screenshot('settings-5-network')
    await served.page.keyboard.press('Escape')
    // As a browser does without being told: what is framed is dark where the page is.
    await served.page.emulateMedia({ colorScheme: null })
    await row('Wrists').getByTestId('model-more').click()
    await part('model-report').click()
    const frame = served.page.frameLocator('[data-testid="report-frame"]')
    await expect.poll(() => frame.locator('path.curve').count()).toBeGreaterThan(8)
    expect(await pageFindings(served.page)).toEqual([])
    await served.screenshot('settings-6-report')
    await served.page.keyboard.press('Escape')
  })

  it('activate a model and go back', async () => {
    await row('Wrists').getByTestId('model-activate').click()
    await row('Wrists').getByTestId('model-active').waitFor()
    await expect.poll(() => text('models-said')).toContain('Wrists, spring is now active')
    await part('model-rollback').click()
    await row('Wrists').getByTestId('model-activate').waitFor()
  })

  it('export a model to the page, delete it after saying what is lost, and take it back', async () => {
    await row('Ankles').getByTestId('model-more').click()
    const [download] = await Promise.all([served.page.waitForEvent('download'), part('model-download').click()])
    expect(download.suggestedFilename()).toBe('ankles.zip')
    const archive = join(films, 'ankles.zip')
    await download.saveAs(archive)
    expect((await stat(archive)).size).toBeGreaterThan(100_000)
    await row('Ankles').getByTestId('model-activate').click()
    await row('Ankles').getByTestId('model-active').waitFor()
    await row('Ankles').getByTestId('model-more').click()
    await part('model-delete').click()
    await part('delete-dialog').waitFor()
    expect(await text('delete-dialog')).toContain('60 films of “phantoms”')
    expect(await text('delete-dialog')).toContain('becomes active instead')
    expect(await pageFindings(served.page)).toEqual([])
    await served.screenshot('settings-7-delete')
    await part('delete-now').click()
    await expect.poll(() => part('model-row').count()).toBe(2)
    await part('model-import-file').setInputFiles(archive)
    await expect.poll(() => part('model-row').count(), { timeout: 100_000 }).toBe(3)
    expect(await text('models-said')).toContain('Ankles was checked')
    await part('model-import-file').setInputFiles({
      name: 'fake.zip',
      mimeType: 'application/zip',
      buffer: Buffer.from('no archive'),
    })
    await part('problem').waitFor()
    expect(await part('model-row').count()).toBe(3)
    const dropped = await served.page.evaluateHandle(() => {
      const carried = new DataTransfer()
      carried.items.add(new File(['no archive'], 'dropped.zip'))
      return carried
    })
    await part('settings-viewer').click()
    await part('settings-models').click()
    await part('problem').waitFor({ state: 'detached' })
    await part('models-panel').dispatchEvent('drop', { dataTransfer: dropped })
    await part('problem').waitFor()
    expect(await text('problem')).toContain('This is not an exported model')
    await served.screenshot('settings-13-refused')
  })

  it('compare two models on a folder, in words', async () => {
    await part('compare-a').selectOption('wrists')
    await part('compare-b').selectOption('ankles')
    await part('compare-folder').fill(films)
    await part('compare-start').click()
    await part('comparison').waitFor({ timeout: 60_000 })
    expect(await text('comparison-finding')).toMatch(/On these 12 films/)
    expect(await text('comparison')).toMatch(/with 95 % confidence it lies between|exactly the same/)
    await part('comparison').scrollIntoViewIfNeeded()
    expect(await pageFindings(served.page)).toEqual([])
    await served.screenshot('settings-8-compared')
  })

  it('say which engines are here and why not, test one, and keep a fixed one', async () => {
    await part('settings-engine').click()
    await part('engine-onnx-cpu').waitFor()
    expect(await text('engine-onnx-cpu')).toContain('in use')
    expect(await text('engine-onnx-coreml')).toContain('no such provider')
    expect(await part('use-onnx-coreml').isDisabled()).toBe(true)
    await part('test-onnx-cpu').click()
    await expect
      .poll(() => text('tested-onnx-cpu'))
      .toMatch(/A sample film takes [\d.]+ ms .* differs from the processor’s by 0\./)
    await part('runtime-none').waitFor()
    // A page names no program that is then run.
    expect(await part('runtime-panel').locator('input[type=text]').count()).toBe(0)
    expect(await text('runtime-python')).toContain('--from-python')
    await part('use-onnx-cpu').check()
    await expect.poll(kept).toMatchObject({ engine: 'onnx-cpu' })
    expect(await pageFindings(served.page)).toEqual([])
    await served.screenshot('settings-12-engine')
    await part('engine-automatic').check()
    await expect.poll(async () => 'engine' in (await kept())).toBe(false)
  })

  it('tell what is kept and how much, and clear a kind after saying what is lost', async () => {
    await part('settings-privacy').click()
    await part('privacy-root').waitFor()
    expect(await text('privacy-root')).toBe(home)
    expect(await text('size-models')).toMatch(/\d MB$/)
    expect(await text('size-thumbnails')).not.toBe('nothing')
    expect(await pageFindings(served.page)).toEqual([])
    await served.screenshot('settings-9-privacy')
    await part('clear-thumbnails').click()
    await part('clear-dialog').waitFor()
    expect(await text('clear-dialog')).toContain('made again when needed')
    expect(await pageFindings(served.page)).toEqual([])
    await served.screenshot('settings-10-clear')
    await part('clear-now').click()
    await expect.poll(() => text('size-thumbnails')).toBe('nothing')
    expect(await text('privacy-said')).toContain('cleared')
    await part('log-level').selectOption('problems')
    await expect.poll(kept).toMatchObject({ logLevel: 'problems' })
    expect(await pageFindings(served.page)).toEqual([])
  })

  it('tell whose work is inside', async () => {
    await part('settings-about').click()
    await part('about-version').waitFor()
    expect(await text('about-panel')).toContain('CC BY 4.0')
    expect(await text('about-panel')).toContain('must not be used to diagnose')
    await part('about-card').locator('summary').click()
    await part('licences-show').click()
    await part('licences-search').fill('vue mit')
    await expect.poll(() => part('licence').count()).toBeGreaterThan(3)
    await part('licence').filter({ hasText: /^vue / }).locator('summary').click()
    expect(await part('licence').filter({ hasText: /^vue / }).textContent()).toContain('Permission is hereby granted')
    expect(await pageFindings(served.page)).toEqual([])
    await served.screenshot('settings-11-about')
  })

  it('speak German', async () => {
    await part('settings-viewer').click()
    await part('setting-language').selectOption('de')
    for (const [tab, word] of [
      ['models', 'Zwei Modelle vergleichen'],
      ['engine', 'Rechenwerk'],
      ['connections', 'Verbindung hinzufügen'],
      ['privacy', 'Datenschutz'],
      ['about', 'kein Medizinprodukt'],
    ]) {
      await part(`settings-${tab}`).click()
      await served.page.getByText(word).first().waitFor()
      await served.screenshot(`settings-german-${tab}`)
    }
  })

  it('are there after the program was killed', async () => {
    expect(served.complaints).toEqual([])
    await expect.poll(kept).toMatchObject({ language: 'de' })
    served.host.kill('SIGKILL')
    await served.close()
    served = await servePage(home)
    await part('view-settings').click()
    await served.page.getByText('Einstellungen').first().waitFor()
    await part('settings-viewer').click()
    expect(await part('setting-readOnOpening').getAttribute('aria-checked')).toBe('false')
    expect(await part('settings-problem').count()).toBe(0)
  })

  it('made no error and spoke to nobody else', () => {
    expect(served.complaints).toEqual([])
  })
})
