/** What the user has chosen, kept by the program. */
export { default as KeyHint } from './KeyHint.vue'
export { useKeys, type ChosenKeys } from './keys.ts'
export { useSettingsStore } from './settings.ts'
