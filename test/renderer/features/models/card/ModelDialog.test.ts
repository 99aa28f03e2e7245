// @vitest-environment happy-dom
import { flushPromises, mount } from '@vue/test-utils'
import { expect, it } from 'vitest'
import type { ModelCard } from '#shared/model.ts'
import ModelDialog from '#renderer/features/models/card/ModelDialog.vue'
import { testCard } from '../../../../support/testCard.ts'
import { useFakeConnection } from '../../../support/fakeConnection.ts'

it('shows the card of the model that it is opened for, and not one that comes later', async () => {
  const cards = new Map(['old', 'new'].map((id) => [id, Promise.withResolvers<ModelCard>()]))
  const { pinia } = useFakeConnection({
    models: { show: ({ modelId }: { modelId: string }) => cards.get(modelId)!.promise },
  })
  const dialog = mount(ModelDialog, {
    props: { modelId: 'old', name: 'old' },
    global: { plugins: [pinia] },
    attachTo: document.body,
  })
  const title = () => document.querySelector('[data-testid="model-dialog"] .dialog-title')?.textContent
  const toggle = async () => {
    await dialog.get('[data-testid="show-model"]').trigger('click')
    await flushPromises()
  }
  await toggle()
  await toggle()
  await dialog.setProps({ modelId: 'new', name: 'new' })
  await toggle()
  cards.get('new')!.resolve(testCard({ name: 'new' }))
  await flushPromises()
  cards.get('old')!.resolve(testCard({ name: 'old' }))
  await flushPromises()
  expect(title()).toBe('new')
  await toggle()
  await dialog.setProps({ modelId: 'lost', name: 'lost' })
  cards.set('lost', Promise.withResolvers())
  await toggle()
  expect(title()).toBe('lost')
  dialog.unmount()
})
