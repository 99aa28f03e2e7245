/** Plain values as text that reads the same in every language, but for the decimal sign. */
export { baseName, folderOf } from './paths.ts'
export { ariaNumber, cssPercent, duration, percent } from './quantities.ts'
export { tellApart } from './tellApart.ts'
export { showSize } from './showSize.ts'
