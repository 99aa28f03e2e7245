/** Training a model: its films, its recipe, its course, its report. */
export { default as TrainingNotice } from './panel/TrainingNotice.vue'
export { default as TrainingPanel } from './panel/TrainingPanel.vue'
export { useTrainingStore } from './state/training.ts'
