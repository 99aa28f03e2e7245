/** SQLite: studies seen, readings, reviews, measurements, marks. */
export type { KeptMarks, MarkPlace } from './keptMarks.ts'
export { Library } from './library.ts'
