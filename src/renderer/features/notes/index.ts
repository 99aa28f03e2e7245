/** Key images, and what a person notes of a film. */
export { default as NotePanel } from './NotePanel.vue'
export { keyImageKey, useNotesStore } from './notes.ts'
export { noteWords } from './words.ts'
