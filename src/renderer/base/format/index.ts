/** Plain values as text that reads the same in every language, but for the decimal sign. */
export { duration } from './duration.ts'
export { baseName, folderOf } from './paths.ts'
export { cssPercent, percent } from './percent.ts'
export { showSize } from './showSize.ts'
