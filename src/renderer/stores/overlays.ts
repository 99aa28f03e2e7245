import { defineStore } from 'pinia'
import { reactive } from 'vue'

export type OverlayName = 'evidence' | 'gating'

/** Which overlays are drawn, and how strongly (0 … 1), and from which share of the strongest evidence on. Kept from film to film. */
export const useOverlaysStore = defineStore('overlays', () => {
  const evidence = reactive({ visible: false, opacity: 0.6, threshold: 0 })
  const gating = reactive({ visible: false, opacity: 0.45 })
  const overlays = { evidence, gating }

  function toggle(name: OverlayName) {
    overlays[name].visible = !overlays[name].visible
  }

  return { evidence, gating, toggle }
})
