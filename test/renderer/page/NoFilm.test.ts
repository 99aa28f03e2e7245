// @vitest-environment happy-dom
import { flushPromises, mount } from '@vue/test-utils'
import { describe, expect, it } from 'vitest'
import { useOpeningStore } from '#renderer/features/opening/opening.ts'
import { useSettingsStore } from '#renderer/features/settings/settings.ts'
import NoFilm from '#renderer/page/NoFilm.vue'
import { events, useFakeConnection } from '../support/fakeConnection.ts'

/** One that is asked for, and then cannot be opened. */
function broken() {
  let answer = () => {}
  const { pinia } = useFakeConnection({
    studies: {
      open: () =>
        new Promise((resolve) => {
          const problem = { code: 'malformed', message: 'The file is broken.' } as const
          answer = () => resolve(events({ type: 'problem', name: 'broken.dcm', problem }))
        }),
    },
  })
  const page = mount(NoFilm, { global: { plugins: [pinia] } })
  void useOpeningStore().openFilm('/ward/broken.dcm')
  return { page, refuse: () => (answer(), flushPromises()) }
}

describe('where no film is on the screen', () => {
  it('says which one cannot be shown, and why, and tries again', async () => {
    const { page, refuse } = broken()
    await flushPromises()
    expect(page.text()).toBe('Opening…')
    await refuse()
    expect(page.get('h1').text()).toBe('broken.dcm')
    expect(page.get('[data-testid="problem"]').text()).toContain('The file is broken.')
    await page.get('[data-testid="problem"] button').trigger('click')
    expect(page.text()).toBe('Opening…')
  })

  it('hides its name where names are hidden', async () => {
    const { page, refuse } = broken()
    useSettingsStore().anonymous = true
    await refuse()
    expect(page.get('h1').text()).toBe('File')
    expect(page.text()).not.toMatch(/broken\.dcm|ward/)
  })

  it('says that none is selected', async () => {
    useFakeConnection({})
    const page = mount(NoFilm)
    await flushPromises()
    expect(page.text()).toContain('No film is selected')
  })
})
