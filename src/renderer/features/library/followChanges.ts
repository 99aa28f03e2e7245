import { watch } from 'vue'
import { useAppStore, useConnection } from '#renderer/base/connection/index.ts'
import { useFilmsStore } from '#renderer/features/films/index.ts'
import { useMarkingStore } from '#renderer/features/marking/index.ts'
import { useNotesStore } from '#renderer/features/notes/index.ts'
import { useMarksStore } from '#renderer/features/reading/index.ts'
import { useSettingsStore } from '#renderer/features/settings/index.ts'
import { useLibraryStore } from './library.ts'
import { useReadingRoom } from './readingRoom.ts'

/** Shows what another window draws, notes and says of a film as soon as it is kept, and goes by what is set there. */
export function followChanges(): void {
  const { client } = useConnection()
  const app = useAppStore()
  const films = useFilmsStore()
  const show = {
    annotations: useLibraryStore().refreshAnnotations,
    marks: useMarkingStore().refresh,
    notes: useNotesStore().refresh,
    reviews: useMarksStore().loadOf,
  }
  const ofAll = { private: useReadingRoom().followPrivate, settings: useSettingsStore().load }

  async function follow() {
    for await (const change of await client.library.watch())
      if (!('filmId' in change)) ofAll[change.what]().catch(() => undefined)
      else if (films.has(change.filmId)) show[change.what](change.filmId).catch(() => undefined)
  }

  watch(
    () => app.state.kind,
    (kind) => {
      // It ends with the connection; what is missed until the next one comes with all that is loaded then.
      if (kind === 'connected') follow().catch(() => undefined)
    },
    { immediate: true },
  )
}
