// @vitest-environment happy-dom
import { flushPromises, mount } from '@vue/test-utils'
import { expect, it, vi } from 'vitest'
import type { TrainingRun } from '#shared/training.ts'
import ModelComparison from '#renderer/features/training/report/ModelComparison.vue'
import { useFakeConnection } from '../../../support/fakeConnection.ts'

it('compares on the films of the training, and ties them as the training did', async () => {
  const settings = { groupPattern: '^(p\\d+)_', leaveOut: ['a.png'] } as TrainingRun['settings']
  const run = { runId: 'run', folder: '/films', name: 'Wrists', settings } as TrainingRun
  const compare = vi.fn(() => Promise.reject(new Error('not asked here')))
  const { pinia } = useFakeConnection({
    models: { list: () => Promise.resolve([{ id: 'starter', name: 'Starter', active: true }]), compare },
  })
  const page = mount(ModelComparison, { props: { modelId: 'wrists', run }, global: { plugins: [pinia] } })
  await flushPromises()
  await page.get('form').trigger('submit')
  await flushPromises()
  expect(compare).toHaveBeenCalledWith(
    { folder: '/films', a: 'starter', b: 'wrists', unseen: true, ...settings },
    expect.anything(),
  )
  page.unmount()
})
