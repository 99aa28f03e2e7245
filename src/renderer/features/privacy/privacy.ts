import { defineStore } from 'pinia'
import { ref, shallowRef } from 'vue'
import type { ClearableKind, Storage } from '#shared/privacy.ts'
import { toFailure, type Failure } from '#renderer/base/connection/failure.ts'
import { useConnection } from '#renderer/base/connection/session.ts'
import { useRoom } from '#renderer/features/library/readingRoom.ts'
import { useAppStore } from '#renderer/base/connection/app.ts'
import { useFilmsStore } from '#renderer/features/films/films.ts'
import { useModelsStore } from '#renderer/features/models/state/models.ts'
import { useScansStore } from '#renderer/features/scan/scans.ts'
import { useSettingsStore } from '#renderer/features/settings/settings.ts'
import { useTrainingStore } from '#renderer/features/training/state/training.ts'

/** What the program keeps on this machine, and the clearing of it. */
export const usePrivacyStore = defineStore('privacy', () => {
  const { client } = useConnection()
  const [app, films, models, room] = [useAppStore(), useFilmsStore(), useModelsStore(), useRoom()]
  const [scans, settings, training] = [useScansStore(), useSettingsStore(), useTrainingStore()]
  const storage = shallowRef<Storage>()
  const failure = shallowRef<Failure>()
  const clearing = ref<ClearableKind>()

  async function load() {
    failure.value = undefined
    try {
      storage.value = await client.privacy.storage()
    } catch (thrown) {
      failure.value = toFailure(thrown)
    }
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
    failure.value = undefined
    try {
      storage.value = await client.privacy.clear({ kind })
      await after[kind]?.()
      return true
    } catch (thrown) {
      failure.value = toFailure(thrown)
      return false
    } finally {
      clearing.value = undefined
    }
  }

  return { storage, failure, clearing, load, clear }
})
