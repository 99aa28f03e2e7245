import { computed, watch } from 'vue'
import { useAppStore } from '#renderer/base/connection/index.ts'
import { useSettingsStore } from '#renderer/features/settings/index.ts'
import { useCineStore, useViewportStore } from '#renderer/features/viewport/index.ts'
import { useReadingsStore } from './readings.ts'

/** A frame of a film that somebody looks at. */
export type Looked = { filmId: string; frame: number }

/** Frames that are only passed on the way to another are not read. */
const settleMs = 400

/**
 * Reads what is looked at, as long as the caller's scope lasts: where the settings want it, once the program can be
 * reached, and another frame of the same film only when it is stayed at.
 */
export function readByItself(looked: () => Looked | undefined): void {
  const app = useAppStore()
  const readings = useReadingsStore()
  const settings = useSettingsStore()
  const wanted = computed(() => (app.state.kind === 'connected' && settings.readOnOpening ? looked() : undefined))
  let lastId: string | undefined
  watch(
    [() => wanted.value?.filmId, () => wanted.value?.frame],
    ([filmId, frame], _, onCleanup) => {
      if (filmId === undefined || frame === undefined) return
      const timer = setTimeout(() => void readings.ensure(filmId, frame), filmId === lastId ? settleMs : 0)
      lastId = filmId
      onCleanup(() => clearTimeout(timer))
    },
    { immediate: true },
  )
}

/** The same for the selected film, once it is on the screen or cannot be, and not while its frames are played. */
export function readSelectedByItself(): void {
  const cine = useCineStore()
  const viewport = useViewportStore()
  readByItself(() =>
    viewport.settledId === undefined || cine.playing
      ? undefined
      : { filmId: viewport.settledId, frame: viewport.frame },
  )
}
