/** How a verdict and a probability are shown, wherever they are. */
export { default as ProbabilityScale } from './ProbabilityScale.vue'
export { default as VerdictMark } from './VerdictMark.vue'
export { showProbability } from './probability.ts'
export { verdictWords } from './words.ts'
