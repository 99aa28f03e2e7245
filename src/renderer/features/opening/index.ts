/** Bringing files into the worklist: by dialog, by dropping, by path. */
export { default as DropZone } from './DropZone.vue'
export { default as OpenButtons } from './OpenButtons.vue'
export { default as OpenByPath } from './OpenByPath.vue'
export { default as OpeningProgress } from './OpeningProgress.vue'
export { openWhatTheSystemOpens } from './openedBySystem.ts'
export { openingKeys, useOpeningStore } from './opening.ts'
export { openingWords } from './words.ts'
