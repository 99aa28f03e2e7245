import { defineStore } from 'pinia'
import { ref, shallowRef } from 'vue'
import type { ClearableKind, Storage } from '#shared/privacy.ts'
import { useAppStore, useAttempt, useConnection } from '#renderer/base/connection/index.ts'
import { useFilmsStore } from '#renderer/features/films/index.ts'
import { useReadingRoom } from '#renderer/features/library/index.ts'
import { useModelsStore } from '#renderer/features/models/index.ts'
import { useScansStore } from '#renderer/features/scan/index.ts'
import { useSettingsStore } from '#renderer/features/settings/index.ts'
import { useTrainingStore } from '#renderer/features/training/index.ts'

/** What the program keeps on this machine, and the clearing of it. */
export const usePrivacyStore = defineStore('privacy', () => {
  const { client } = useConnection()
  const [app, films, models, room] = [useAppStore(), useFilmsStore(), useModelsStore(), useReadingRoom()]
  const [scans, settings, training] = [useScansStore(), useSettingsStore(), useTrainingStore()]
  const storage = shallowRef<Storage>()
  const { failure, attempt } = useAttempt()
  const clearing = ref<ClearableKind>()

  async function load() {
    const found = await attempt(() => client.privacy.storage())
    if (found) storage.value = found
  }

  /** What the page itself still shows of a kind. */
  const after: Partial<Record<ClearableKind, () => Promise<unknown>>> = {
    library: () => room.close(films.rows.map(({ id }) => id)),
    models: () => Promise.all([app.load(), models.load()]),
    runs: () => training.load(),
    scans: () => {
      scans.selectedId = undefined
      return scans.load()
    },
    settings: () => settings.reload(),
  }

  /** Deletes all of a kind; true where it went. */
  async function clear(kind: ClearableKind): Promise<boolean> {
    if (clearing.value) return false
    clearing.value = kind
    const cleared = await attempt(async () => {
      storage.value = await client.privacy.clear({ kind })
      await after[kind]?.()
      return true
    })
    clearing.value = undefined
    return cleared ?? false
  }

  return { storage, failure, clearing, load, clear }
})
