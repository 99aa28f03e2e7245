import type { NetworkShape } from '#shared/model.ts'
import { crossFitFolds, trainingDefaults, type TrainingSettings } from '#shared/training.ts'
import type { LessonNumbers } from '../loop/lesson.ts'
import { fullDefaults } from '../ways/full.ts'
import { headsDefaults } from '../ways/heads.ts'

/** The network that will be trained: that of the model it starts from, with what was chosen. */
export function shapeFor(
  settings: TrainingSettings,
  start: Omit<NetworkShape, 'classes'>,
  classes: number,
): NetworkShape {
  const tutorial = settings.preset === 'tutorial' ? { inputSize: 224, fit: 'squash' as const } : {}
  return { ...start, ...tutorial, ...(settings.inputSize ? { inputSize: settings.inputSize } : {}), classes }
}

/** What was chosen of the numbers of a training, over those of its preset. */
function chosenNumbers({ preset, epochs, batch, learningRate, weightDecay }: TrainingSettings) {
  const chosen = Object.entries({ epochs, batch, learningRate, weightDecay }).filter(([, value]) => value !== undefined)
  return { ...(preset === 'tutorial' ? trainingDefaults.tutorial : {}), ...Object.fromEntries(chosen) }
}

/**
 * Folds into which the training films are divided, so that each is judged by a network that has not seen it; 0 where
 * films are set aside for validation.
 */
export const foldsOf = ({ mode, crossFit }: TrainingSettings): number =>
  crossFit ?? (mode === 'heads' ? crossFitFolds : 0)

export const headsNumbers = (settings: TrainingSettings): LessonNumbers => ({
  ...headsDefaults,
  ...chosenNumbers(settings),
})
export const fullNumbers = (settings: TrainingSettings): LessonNumbers => ({
  ...fullDefaults,
  ...chosenNumbers(settings),
})
