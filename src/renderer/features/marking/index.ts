/** What a reader sees on a film, whatever a model says of it, and where: the question, the tool, and the marks. */
export { default as AnswerPanel } from './shown/AnswerPanel.vue'
export { default as MarkLayer } from './shown/MarkLayer.vue'
export { answerKeys, useMarkingStore } from './state/marking.ts'
export { useMarkToolStore } from './state/markTool.ts'
export { markingWords } from './words/marking.ts'
