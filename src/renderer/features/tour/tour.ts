import { defineStore } from 'pinia'
import { computed, ref } from 'vue'
import type { Opened } from '#shared/contract/index.ts'
import { useConnection } from '#renderer/base/connection/index.ts'
import { useFilmsStore } from '#renderer/features/films/index.ts'
import { useViewStore } from '#renderer/features/navigation/index.ts'
import { useOverlaysStore } from '#renderer/features/reading/index.ts'
import { useSettingsStore } from '#renderer/features/settings/index.ts'

/** The stops of the tour: which part of the page each is about, by its test id, and what it shows there. */
export const tourStops = [
  { id: 'film', target: 'film-viewport' },
  { id: 'verdict', target: 'reading-panel' },
  { id: 'evidence', target: 'film-viewport', evidence: true },
  { id: 'measure', target: 'length' },
  { id: 'review', target: 'review' },
  { id: 'worklist', target: 'worklist' },
  { id: 'scan', target: 'view-scan' },
  { id: 'train', target: 'view-settings' },
] as const

/** One of the samples that are fractured by their label; see `resources/CREDITS.md`. */
const fracturedSample = 'IMG0002441.jpg'

/** The tour for those who are here for the first time, on a sample film. */
export const useTourStore = defineStore('tour', () => {
  const connection = useConnection()
  const films = useFilmsStore()
  const overlays = useOverlaysStore()
  const settings = useSettingsStore()
  const view = useViewStore()
  const index = ref<number>()
  const stop = computed(() => (index.value === undefined ? undefined : tourStops[index.value]))

  /** Opens a sample film where none is open. Without sample films there is nothing to show, and no tour. */
  async function start() {
    if (films.films.length === 0) {
      const samples = await connection.client.studies.samples().catch(() => [])
      const opened = samples.filter((one) => one.type === 'film')
      // Evidence says most where there is a fracture.
      const isFractured = (one: Opened) => one.type === 'film' && one.film.name === fracturedSample
      films.addAll([...opened.filter(isFractured), ...opened.filter((one) => !isFractured(one))].slice(0, 3), true)
    }
    if (films.films.length === 0) return
    view.show('read')
    go(0)
  }

  function go(next: number) {
    index.value = next
    overlays.evidence.visible = Boolean(stop.value && 'evidence' in stop.value)
  }

  function end() {
    overlays.evidence.visible = false
    index.value = undefined
    settings.toured = true
  }

  return {
    index,
    stop,
    start,
    end,
    next: () => (index.value !== undefined && index.value < tourStops.length - 1 ? go(index.value + 1) : end()),
    back: () => index.value && go(index.value - 1),
  }
})
