import { defineWords } from '#renderer/base/language/index.ts'
import { german } from './wordsGerman.ts'

const english = {
  title: 'Settings',
  parts: 'Parts of the settings',
  keptBroken: 'Saved settings are not used',
  understood: 'OK',
  notKept: 'A change to the settings was not saved',
}
export type SettingsPageWords = typeof english

/** The words of the frame of the settings. */
export const settingsPageWords = defineWords({ en: english, de: german })
