import type { Translation } from '#renderer/base/language/index.ts'
import type { SettingsPageWords } from './words.ts'

export const german: Translation<SettingsPageWords> = {
  title: 'Einstellungen',
  parts: 'Teile der Einstellungen',
  keptBroken: 'Die behaltenen Einstellungen werden nicht benutzt',
  understood: 'Verstanden',
  notKept: 'Eine Änderung der Einstellungen wurde nicht behalten',
}
