import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { EngineChoice } from '#main/app/engines/engineChoice.ts'
import { engineKey } from '#main/app/engines/engineKey.ts'
import { newHome } from '../support/home.ts'
import { pageFindings } from './pageFindings.ts'
import { hasChromium } from './chromium.ts'
import { servePage, type ServedPage } from './servedPage.ts'

let served: ServedPage
const part = (name: string) => served.page.getByTestId(name)
const text = async (name: string): Promise<string> => (await part(name).textContent())!.trim()

// One user's visit, on a machine that has lost its card since yesterday: each step stands on the one before.
describe.skipIf(!hasChromium || process.platform !== 'linux')('an engine that fails in the middle of work', () => {
  beforeAll(async () => {
    const home = await newHome()
    new EngineChoice(join(home, 'engine.json'), () => engineKey(join(home, 'runtimes'))).keep(
      [
        { name: 'onnx-cpu', finding: 'runs', selfTestMs: 6 },
        { name: 'onnx-directml', finding: 'runs', selfTestMs: 3 },
        { name: 'tensorflow', finding: 'runs', version: '2.18.1', onGpu: false, selfTestMs: 9 },
      ],
      false,
    )
    served = await servePage(home)
  })
  afterAll(() => served?.close())
  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail') await served.screenshot(`failed ${task.name.replaceAll(/\W+/g, ' ')}`)
  })

  it('costs no reading', async () => {
    expect(await text('engine')).toContain('onnx-directml')
    await part('sample').first().click()
    await part('verdict').waitFor()
    await expect.poll(() => text('engine')).toContain('onnx-cpu')
  })

  it('is told of in the settings, with what computes since then', async () => {
    await part('view-settings').click()
    await part('settings-engine').click()
    await part('engine-broken').waitFor()
    expect(await text('engine-broken')).toMatch(/DirectML failed in the middle of work/)
    expect(await text('engine-onnx-directml')).toContain('failed in the middle of work, so onnx-cpu is used')
    expect(await text('engine-onnx-cpu')).toContain('in use')
    expect(await text('engine-tensorflow')).toContain('sees no NVIDIA card')
    expect(await pageFindings(served.page)).toEqual([])
    await served.screenshot('engines-1-broke')
  })

  it('is told of in German too', async () => {
    await part('settings-viewer').click()
    await part('setting-language').selectOption('de')
    await part('settings-engine').click()
    await part('engine-broken').waitFor()
    expect(await text('engine-broken')).toMatch(/DirectML hat mitten in der Arbeit versagt/)
    expect(await text('engine-tensorflow')).toContain('Sieht keine NVIDIA-Karte')
    expect(await text('engine-onnx-cpu')).toContain('Rechnet auf dem Prozessor')
    await served.screenshot('engines-2-german')
  })

  it('is tried again when that is asked for', async () => {
    await part('engines-again').click()
    await part('engine-broken').waitFor({ state: 'detached' })
    expect(await text('engine-onnx-directml')).toContain('nicht brauchbar')
    await served.screenshot('engines-3-again')
    expect(served.complaints).toEqual([])
  })
})
