import type { NetworkShape } from '#shared/model.ts'
import { trainingDefaults, type TrainingSettings } from '#shared/training.ts'
import { fullDefaults } from '../loop/loop.ts'
import { headsDefaults } from '../films/headOutputs.ts'

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
 * Parts into which the training films are divided, so that each is judged by a network that has not seen it; 0 where
 * films are set aside for validation.
 */
export const foldsOf = ({ mode, crossFit }: TrainingSettings): number =>
  crossFit ?? (mode === 'heads' ? headsDefaults.folds : 0)

export const headsNumbers = (settings: TrainingSettings) => ({
  ...headsDefaults,
  ...chosenNumbers(settings),
  folds: foldsOf(settings),
})
export const fullNumbers = (settings: TrainingSettings) => ({
  ...fullDefaults,
  ...chosenNumbers(settings),
  folds: foldsOf(settings),
})
