import { defineStore } from 'pinia'
import { reactive, watch } from 'vue'
import { useSettingsStore } from '#renderer/features/settings/index.ts'

/** Of a reading. */
export type OverlayName = 'evidence' | 'gating'

/**
 * Which overlays are drawn, and how strongly (0 … 1), and from which share of the strongest evidence on: as the
 * settings say, until it is changed in the reading room. Kept from film to film.
 */
export const useOverlaysStore = defineStore('overlays', () => {
  const settings = useSettingsStore()
  const evidence = reactive({ ...settings.overlays.evidence })
  const gating = reactive({ ...settings.overlays.gating })
  /** What came in the film's own file. */
  const file = reactive({ visible: true })
  const overlays = { evidence, gating, file }

  watch(
    () => JSON.stringify(settings.overlays),
    () => {
      Object.assign(evidence, settings.overlays.evidence)
      Object.assign(gating, settings.overlays.gating)
    },
  )

  function toggle(name: keyof typeof overlays) {
    overlays[name].visible = !overlays[name].visible
  }

  return { evidence, gating, file, toggle }
})
