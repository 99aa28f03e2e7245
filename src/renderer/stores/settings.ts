import { defineStore } from 'pinia'
import { reactive, toRefs, watch } from 'vue'
import { z } from 'zod'
import { setLanguage } from '#renderer/language.ts'

const key = 'fractureguard.settings'

const settingsSchema = z.object({
  /** A film is read as soon as it is looked at. */
  readOnOpening: z.boolean().catch(true),
  /** Names, ids and file names are hidden. */
  anonymous: z.boolean().catch(false),
  language: z.enum(['en', 'de']).catch(navigator.language.startsWith('de') ? 'de' : 'en'),
  /** The tour has been seen or put away. */
  toured: z.boolean().catch(false),
})
export type Settings = z.infer<typeof settingsSchema>

function stored(): unknown {
  try {
    return JSON.parse(localStorage.getItem(key) ?? '{}')
  } catch {
    // A browser that keeps nothing, or something that is not ours.
    return {}
  }
}

/** What the user likes, kept in this browser. */
export const useSettingsStore = defineStore('settings', () => {
  const settings = reactive<Settings>(settingsSchema.parse(stored()))
  watch(settings, (now) => {
    try {
      localStorage.setItem(key, JSON.stringify(now))
    } catch {
      // It lasts as long as the page, then.
    }
  })
  watch(() => settings.language, setLanguage, { immediate: true })
  return toRefs(settings)
})
