import { defineStore } from 'pinia'
import { ref, watch } from 'vue'

export const viewNames = ['read', 'scan', 'settings'] as const
export type ViewName = (typeof viewNames)[number]

export const settingsTabs = [
  'training',
  'models',
  'engine',
  'viewer',
  'keys',
  'connections',
  'privacy',
  'about',
] as const
export type SettingsTab = (typeof settingsTabs)[number]

const isOneOf = <T extends string>(names: readonly T[], name: string | undefined): name is T =>
  (names as readonly (string | undefined)[]).includes(name)

/**
 * Which part of the program is on the screen. What the others show lives in their stores, and is there when they come
 * back. The address names it (`#/settings/models`), so that a place can be linked to and is there again after a reload.
 */
export const useViewStore = defineStore('view', () => {
  const current = ref<ViewName>('read')
  const tab = ref<SettingsTab>(settingsTabs[0])

  function fromAddress() {
    const [, view, part] = location.hash.split('/')
    if (!isOneOf(viewNames, view)) return
    current.value = view
    if (view === 'settings' && isOneOf(settingsTabs, part)) tab.value = part
  }
  fromAddress()
  window.addEventListener('hashchange', fromAddress)

  watch([current, tab], ([view, part]) => {
    const hash = view === 'settings' ? `#/settings/${part}` : `#/${view}`
    // Not assigned: the address bar shows the place, and 'back' leads out of the program as before.
    if (location.hash !== hash) history.replaceState(history.state, '', hash)
  })

  return {
    current,
    tab,
    show: (name: ViewName) => void (current.value = name),
    showSettings: (part: SettingsTab) => {
      tab.value = part
      current.value = 'settings'
    },
  }
})
