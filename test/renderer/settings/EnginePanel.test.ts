// @vitest-environment happy-dom
import { flushPromises, mount } from '@vue/test-utils'
import { beforeEach, describe, expect, it } from 'vitest'
import type { EngineReport } from '#shared/engine.ts'
import { defaultSettings, type Settings } from '#shared/settings.ts'
import EnginePanel from '#renderer/settings/engine/EnginePanel.vue'
import { useSettingsStore } from '#renderer/stores/settings.ts'
import { useFakeConnection } from '../support/fakeConnection.ts'

const reports: EngineReport[] = [
  { name: 'onnx-cpu', usable: true, chosen: false, reason: 'Runs on the processor.', selfTestMs: 1.25 },
  { name: 'onnx-webgpu', usable: false, chosen: true, reason: 'No device was found.' },
]

async function mountWith(settings: Settings) {
  const { pinia } = useFakeConnection({
    engines: { doctor: () => Promise.resolve(reports) },
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
    expect(panel.get('[data-testid="engine-broken"]').text()).toContain('nothing can be read until')
    const fixed = panel.get<HTMLInputElement>('[data-testid="use-onnx-webgpu"]').element
    expect([fixed.checked, fixed.disabled]).toEqual([true, false])
  })
})
