/** What is written about films: reports as text, what presentation states draw, and readings saved as DICOM. */
export { default as DocumentDialog } from './DocumentDialog.vue'
export { default as PresentationLayer } from './PresentationLayer.vue'
export { saveResults } from './saveResults.ts'
export { useDocumentDialog } from './useDocumentDialog.ts'
export { useDrawings } from './useDrawings.ts'
export { documentWords } from './words.ts'
