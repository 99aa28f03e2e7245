/** A second film beside the selected one. */
export { default as SecondFilm } from './SecondFilm.vue'
export { useCompareStore } from './compare.ts'
