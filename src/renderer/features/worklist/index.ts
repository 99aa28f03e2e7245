/** The list of opened films: found, filtered, sorted. */
export { default as FilmWorklist } from './FilmWorklist.vue'
export { default as UndoClose } from './UndoClose.vue'
export { labellingKey, worklistWords } from './words.ts'
export { useWorklistStore } from './worklist.ts'
