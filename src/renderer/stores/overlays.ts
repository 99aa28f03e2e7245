import { defineStore } from 'pinia'
import { reactive, watch } from 'vue'
import { useSettingsStore } from './settings.ts'

export type OverlayName = 'evidence' | 'gating'

/**
 * Which overlays are drawn, and how strongly (0 … 1), and from which share of the strongest evidence on: as the settings say, until it is changed in
 * the reading room. Kept from film to film.
 */
export const useOverlaysStore = defineStore('overlays', () => {
  const settings = useSettingsStore()
  const evidence = reactive({ ...settings.overlays.evidence })
  const gating = reactive({ ...settings.overlays.gating })
  const overlays = { evidence, gating }

  watch(
    () => JSON.stringify(settings.overlays),
    () => {
      Object.assign(evidence, settings.overlays.evidence)
      Object.assign(gating, settings.overlays.gating)
    },
  )

  function toggle(name: OverlayName) {
    overlays[name].visible = !overlays[name].visible
  }

  return { evidence, gating, toggle }
})
