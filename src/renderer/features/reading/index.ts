/** Readings of films: when one is made, its panel, its overlays, and what people said of it. */
export { default as GatingShares } from './overlays/GatingShares.vue'
export { default as OverlayCanvas } from './overlays/OverlayCanvas.vue'
export { default as ReadingPanel } from './panel/ReadingPanel.vue'
export { opinionKeys, useMarksStore, type ShortReading } from './state/marks.ts'
export { useOverlaysStore } from './state/overlays.ts'
export { readByItself, readSelectedByItself } from './state/readByItself.ts'
export { useReadingsStore } from './state/readings.ts'
export { readingWords } from './words/reading.ts'
