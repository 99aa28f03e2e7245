// @vitest-environment happy-dom
import { flushPromises, mount } from '@vue/test-utils'
import { beforeEach, describe, expect, it } from 'vitest'
import { engineFindings, engineUses, type EngineReport } from '#shared/engine.ts'
import { defaultSettings, type Settings } from '#shared/settings.ts'
import { useFakeConnection } from '../../support/fakeConnection.ts'
import EnginePanel from '#renderer/features/engine/EnginePanel.vue'
import { engineReasonGerman } from '#renderer/features/engine/engineReasonGerman.ts'
import { useSettingsStore } from '#renderer/features/settings/settings.ts'

const reports: EngineReport[] = [
  {
    name: 'onnx-cpu',
    finding: 'runs',
    usable: true,
    chosen: false,
    use: 'other-fixed',
    other: 'onnx-webgpu',
    reason: 'Runs on the processor.',
    selfTestMs: 1.25,
  },
  {
    name: 'onnx-webgpu',
    finding: 'no-device',
    usable: false,
    chosen: true,
    use: 'fixed',
    reason: 'No device was found.',
  },
]

async function mountWith(settings: Settings, found = reports) {
  const { pinia } = useFakeConnection({
    engines: { doctor: () => Promise.resolve(found) },
    runtimes: { list: () => Promise.resolve([]) },
    jobs: { list: () => Promise.resolve([]) },
    settings: { show: () => Promise.resolve({ settings, fresh: false }) },
  })
  await useSettingsStore().load()
  const panel = mount(EnginePanel, { global: { plugins: [pinia] } })
  await flushPromises()
  return panel
}
beforeEach(() => localStorage.clear())

describe('the Engine panel', () => {
  it('says why an engine is not here, what a self-test took, and offers only what can be used', async () => {
    const panel = await mountWith(defaultSettings)
    expect(panel.get('[data-testid="engine-onnx-webgpu"]').text()).toContain('No device was found.')
    expect(panel.get('[data-testid="tested-onnx-cpu"]').text()).toContain('known answer in 1.3 ms')
    expect(panel.get<HTMLInputElement>('[data-testid="use-onnx-webgpu"]').element.disabled).toBe(true)
    expect(panel.get<HTMLInputElement>('[data-testid="engine-automatic"]').element.checked).toBe(true)
    expect(panel.find('[data-testid="engine-broken"]').exists()).toBe(false)
  })

  it('warns where the fixed engine cannot be used, and leaves it to be seen which it is', async () => {
    const panel = await mountWith({ ...defaultSettings, engine: 'onnx-webgpu' })
    expect(panel.get('[data-testid="engine-broken"]').text()).toContain('Choose another engine')
    const fixed = panel.get<HTMLInputElement>('[data-testid="use-onnx-webgpu"]').element
    expect([fixed.checked, fixed.disabled]).toEqual([true, false])
  })

  it('says at its top which engine failed in the middle of work, and what computes since then', async () => {
    const panel = await mountWith(defaultSettings, [
      { ...reports[0], chosen: true, use: 'best' },
      {
        name: 'onnx-cuda',
        finding: 'runs',
        usable: true,
        chosen: false,
        use: 'broke',
        other: 'onnx-cpu',
        reason: 'It failed.',
      },
    ])
    expect(panel.get('[data-testid="engine-broken"]').text()).toMatch(/CUDA failed in the middle of work.*Processor/)
    expect(panel.get('[data-testid="engine-onnx-cuda"]').text()).toContain('set aside')
  })

  it('says in German whatever can be found of an engine', () => {
    for (const finding of engineFindings) {
      for (const use of engineUses) {
        const said = engineReasonGerman({ ...reports[0], finding, use, other: 'onnx-cuda' })
        expect(said, finding).toMatch(/^[A-ZTo][^{}]+[.]$/)
        expect(said).not.toMatch(/undefined|\b(the|is|not|used|because)\b/)
      }
    }
    const all = engineFindings.map((finding) => engineReasonGerman({ ...reports[0], finding, use: 'best' }))
    expect(new Set(all).size).toBe(engineFindings.length)
  })
})
