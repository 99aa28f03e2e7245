import { computed, onBeforeUnmount, ref, type WritableComputedRef } from 'vue'
import { useSettingsStore } from '#renderer/features/settings/index.ts'

/** Where the panel scrolls by itself, a histogram takes room from the verdict: there a low window has none to spare. */
const hasRoom = () => window.matchMedia('(max-width: 900px), (min-height: 800px)').matches

/** Whether the histogram is unfolded: as was chosen last, and until then where there is room. */
export function useHistogramOpen(): WritableComputedRef<boolean> {
  const settings = useSettingsStore()
  const room = ref(hasRoom())
  const measure = () => (room.value = hasRoom())
  window.addEventListener('resize', measure)
  onBeforeUnmount(() => window.removeEventListener('resize', measure))
  return computed({
    get: () => settings.histogram ?? room.value,
    set: (open) => (settings.histogram = open),
  })
}
