import type { NetworkShape } from '#shared/model.ts'
import { ProblemError } from '#shared/problem.ts'
import { crossFitFolds, trainingDefaults, type TrainingSettings } from '#shared/training.ts'
import { defaultShape } from '#main/network/defaultShape.ts'
import type { LessonNumbers } from '../loop/lesson.ts'
import { fullDefaults } from '../ways/full.ts'
import { headsDefaults } from '../ways/heads.ts'
import { placesDefaults } from '../ways/places.ts'

/** Side of the input of a network that learns places: at 224 pixels half of all fractures are narrower than ten. */
const inputOfPlaces = { heads: 640, full: 448 } as const
const hiddenOfPlaces = 64

/** The network that will be trained: that of the model it starts from, with what was chosen. */
export function shapeFor(
  settings: TrainingSettings,
  start: Omit<NetworkShape, 'classes'>,
  classes: number,
  learnsPlaces: boolean,
): NetworkShape {
  const { places: _, ...from } = start.places && !learnsPlaces ? { ...start, ...defaultShape } : start
  const tutorial = settings.preset === 'tutorial' ? { inputSize: 224, fit: 'squash' as const } : {}
  const places = { places: true, fit: 'pad', inputSize: inputOfPlaces[settings.mode], hidden: hiddenOfPlaces } as const
  const chosen = settings.inputSize ? { inputSize: settings.inputSize } : {}
  return { ...from, ...tutorial, ...(learnsPlaces ? places : {}), ...chosen, classes }
}

/** With fewer marked films nothing is learned that holds on others. */
const fewestMarked = 20

/**
 * Whether a network learns places from these films. Throws `marks-too-few` where that was asked for and too few of them
 * have marks.
 */
export function learnsPlaces(
  { places, preset }: TrainingSettings,
  films: readonly { label: number; marks?: readonly unknown[] }[],
): boolean {
  if (places === false || preset === 'tutorial') return false
  const marked = films.filter(({ label, marks = [] }) => label > 0 && marks.length > 0).length
  if (marked >= fewestMarked) return true
  if (places) throw new ProblemError('marks-too-few', { count: marked, needed: fewestMarked })
  return false
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

export const headsNumbers = (settings: TrainingSettings, places = false): LessonNumbers => ({
  ...(places ? placesDefaults : headsDefaults),
  ...chosenNumbers(settings),
})
export const fullNumbers = (settings: TrainingSettings): LessonNumbers => ({
  ...fullDefaults,
  ...chosenNumbers(settings),
})
