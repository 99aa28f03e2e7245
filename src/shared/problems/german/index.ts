/** Problems in German. */
export { germanSentence, problemsGerman } from './germanSentence.ts'
export { sayingsGerman } from './sayings.ts'
