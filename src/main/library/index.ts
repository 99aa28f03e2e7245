/** SQLite: studies seen, readings, reviews, measurements, marks. */
export type { KeptMarks, MarkPlace, Said } from './keptMarks.ts'
export type { KeptReview } from './keptReviews.ts'
export { Library, type RememberedFilm } from './library.ts'
