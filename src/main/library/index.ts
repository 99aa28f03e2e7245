/** SQLite: studies seen, readings, reviews, measurements. */
export { Library } from './library.ts'
