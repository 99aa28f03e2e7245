import type { Program, Tensors } from '../engine.ts'
import { inTwoHalves } from './inTwoHalves.ts'
import { engineFailed, isOutOfMemory } from './outOfMemory.ts'

/** Whether a batch of a program can be run in parts: of a step of training it cannot. */
export function takesAnyBatch(program: Program): boolean {
  return !program.state && Object.values(program.inputs).every((dims) => dims[0] === -1)
}

/**
 * Runs a batch, and where the memory is too small for it and it has halves, these, once. Rejects with `engine-failed`.
 */
export async function runOrHalve(
  anyBatch: boolean,
  inputs: Tensors,
  run: (inputs: Tensors) => Promise<Tensors> | Tensors,
): Promise<Tensors> {
  try {
    return await run(inputs)
  } catch (thrown) {
    const halves = anyBatch && isOutOfMemory(thrown) ? inTwoHalves(inputs) : undefined
    if (!halves) throw engineFailed(thrown)
    try {
      const outputs: Tensors[] = []
      for (const part of halves.parts) outputs.push(await run(part))
      return halves.join(outputs)
    } catch (again) {
      throw engineFailed(again)
    }
  }
}
