/** The language of the page: which one is set, its words and how it writes numbers. */
export { languages, setLanguage, spokenLanguage, type Language } from './language.ts'
export { day, decimals, group, moment, plain, signed } from './numbers.ts'
export { defineWords, tableOf, type Translation } from './words.ts'
