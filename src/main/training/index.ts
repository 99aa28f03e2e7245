/** Training on labelled films: a model from a folder, what it would take, and what a run has told so far. */
import type { estimateTraining as estimate } from './estimate/estimate.ts'
import type { train as trainNow } from './run/train.ts'
import type { checkShortcuts as check } from './shortcut/checkShortcuts.ts'

export { resumeFolder } from './loop/resumeFolder.ts'
export { readMetrics } from './run/metricsLog.ts'

/** See `run/train.ts`. Loaded when it is called: it brings the engine. */
export const train: typeof trainNow = async (...input) => (await import('./run/train.ts')).train(...input)

/** See `estimate/estimate.ts`. Loaded when it is called: it brings the engine. */
export const estimateTraining: typeof estimate = async (...input) =>
  (await import('./estimate/estimate.ts')).estimateTraining(...input)

/** See `shortcut/checkShortcuts.ts`. Loaded when it is called: it brings the engine. */
export const checkShortcuts: typeof check = async (...input) =>
  (await import('./shortcut/checkShortcuts.ts')).checkShortcuts(...input)
