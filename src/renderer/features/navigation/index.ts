/** The places of the program, which of them is shown, and its address. */
export { settingsTabs, useViewStore, viewNames, type SettingsTab } from './view.ts'
export { navigationWords } from './words.ts'
