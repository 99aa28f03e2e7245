/** What went wrong, in the page's language. */
export { sayProblem } from './sayProblem.ts'
