// @vitest-environment happy-dom
import { flushPromises, mount } from '@vue/test-utils'
import { expect, it } from 'vitest'
import type { ModelCard } from '#shared/model.ts'
import ReadingMeaning from '#renderer/features/reading/panel/ReadingMeaning.vue'
import { testCard } from '../../../../support/testCard.ts'
import { makeReading } from '../../../support/films.ts'
import { useFakeConnection } from '../../../support/fakeConnection.ts'

it('tells nothing of one model under the reading of another', async () => {
  const card = Promise.withResolvers<ModelCard>()
  const { pinia } = useFakeConnection({
    models: {
      show: ({ modelId }: { modelId: string }) => (modelId === 'old' ? Promise.resolve(testCard()) : card.promise),
    },
    readings: { seen: () => Promise.resolve({ seen: false }) },
    training: { report: () => Promise.reject(new Error('none')) },
  })
  const read = (id: string) => makeReading({ model: { id, name: id } })
  const meaning = mount(ReadingMeaning, { props: { reading: read('old'), filmId: 'a' }, global: { plugins: [pinia] } })
  const tells = () => meaning.find('[data-testid="meaning-missed"]').exists()
  await flushPromises()
  expect(tells()).toBe(true)
  await meaning.setProps({ filmId: 'b' })
  expect(tells()).toBe(true)
  await meaning.setProps({ reading: read('new') })
  expect(tells()).toBe(false)
  card.resolve(testCard())
  await flushPromises()
  expect(tells()).toBe(true)
})
