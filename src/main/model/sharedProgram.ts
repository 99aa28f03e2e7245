import type { Program } from '#main/engines/engine.ts'
import type { Ops } from '#main/network/ops.ts'
import type { LoadedModel } from './loadModel.ts'
import { readingProgram } from './readingProgram.ts'

/**
 * The network of a model as a program for others: all that a reading needs, and, since others do not know the card,
 * what it comes to by the model's temperature. `probability` (batch × 1) is that of a fracture, `classProbabilities`
 * (batch × classes) that of each class. A network that learned places has `findings` (batch × 1 × S/32 × S/32) too: at
 * each place what the film's probability would be if its highest places were all like it.
 */
export function sharedProgram(model: LoadedModel): Program {
  const program = readingProgram(model)
  const { temperature, classNames } = model.card
  return {
    ...program,
    build: <T>(ops: Ops<T>, given: Parameters<typeof program.build<T>>[1]) => {
      const { outputs } = program.build(ops, given)
      const calibrated = (logits: T): T => ops.softmax(ops.scale(logits, 1 / temperature))
      // Class 0 is 'No fracture'; whatever else it may be is a fracture.
      const ofFracture = (classes: T, dims: number[]): T =>
        classNames.length === 2
          ? ops.slice(classes, 1, 1, 2)
          : ops.sub(ops.constant({ dims, data: Float32Array.of(1) }), ops.slice(classes, 1, 0, 1))
      const classProbabilities = calibrated(outputs.fused)
      const { places } = outputs
      return {
        outputs: {
          probability: ofFracture(classProbabilities, [1, 1]),
          classProbabilities,
          ...(places === undefined ? {} : { findings: ofFracture(calibrated(places), [1, 1, 1, 1]) }),
          ...outputs,
        },
      }
    },
  }
}
