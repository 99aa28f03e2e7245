/** What the user has chosen, kept by the program. */
export { useSettingsStore } from './settings.ts'
