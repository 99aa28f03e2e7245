// @vitest-environment happy-dom
import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, describe, expect, it } from 'vitest'
import { nextTick } from 'vue'
import { useViewStore } from '#renderer/features/navigation/view.ts'

beforeEach(() => {
  history.replaceState(null, '', '/')
  setActivePinia(createPinia())
})

describe('the address', () => {
  it('names the place', async () => {
    const view = useViewStore()
    view.showSettings('models')
    await nextTick()
    expect(location.hash).toBe('#/settings/models')
    view.show('scan')
    await nextTick()
    expect(location.hash).toBe('#/scan')
  })

  it.each([
    ['#/settings/privacy', 'settings', 'privacy'],
    ['#/settings', 'settings', 'training'],
    ['#/settings/nowhere', 'settings', 'training'],
    ['#/nowhere', 'read', 'training'],
    ['', 'read', 'training'],
  ])('leads there: %s', (hash, current, tab) => {
    history.replaceState(null, '', `/${hash}`)
    const view = useViewStore()
    expect([view.current, view.tab]).toEqual([current, tab])
  })

  it('leads there while the page is open', async () => {
    const view = useViewStore()
    history.replaceState(null, '', '/#/settings/about')
    window.dispatchEvent(new Event('hashchange'))
    expect([view.current, view.tab]).toEqual(['settings', 'about'])
  })
})
