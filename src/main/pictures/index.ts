/** What is drawn over a film in a picture of it: findings, and words in a font that comes with the program. */
export { findingColour, findingShape } from './findingShape.ts'
export { outlineOf, wrapped } from './outlinedText.ts'
