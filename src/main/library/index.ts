/** SQLite: studies seen, readings, reviews, measurements, marks, notes. */
export type { KeptMarks, MarkPlace, Said } from './keptMarks.ts'
export type { KeptReview } from './keptReviews.ts'
export type { KeptNote } from './keptNotes.ts'
export { Library } from './library.ts'
export type { RememberedFilm } from './worklist.ts'
