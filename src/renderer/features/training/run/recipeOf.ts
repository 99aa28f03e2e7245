import type { TrainingSettings } from '#shared/training.ts'

/** Which recipe a run was made by, as far as its settings tell. */
export function recipeOf({ mode, preset }: TrainingSettings): 'heads' | 'full' | 'tutorial' {
  return preset === 'tutorial' ? 'tutorial' : mode
}
