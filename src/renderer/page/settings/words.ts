import { defineWords } from '#renderer/base/language/index.ts'
import { german } from './wordsGerman.ts'

const english = {
  title: 'Settings',
  parts: 'Parts of the settings',
  keptBroken: 'Kept settings are not used',
  understood: 'Understood',
  notKept: 'A change of the settings was not kept',
}
export type SettingsPageWords = typeof english

/** The words of the frame of the settings. */
export const settingsPageWords = defineWords({ en: english, de: german })
