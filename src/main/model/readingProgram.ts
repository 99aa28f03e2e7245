import type { Program } from '#main/engines/engine.ts'
import { fractureNet } from '#main/network/fractureNet.ts'
import type { LoadedModel } from './loadModel.ts'

/** The network of a model as a program: one batch of films in, everything that a reading needs out. */
export function readingProgram({ card, parameters }: LoadedModel): Program {
  const { inputSize } = card.network
  return {
    inputs: { film: [-1, 1, inputSize, inputSize] },
    weights: parameters,
    build: (ops, { inputs, weights }) => {
      const { fused, teacher, student, gates, evidence, pooled } = fractureNet(
        ops,
        (name) => weights[name],
        inputs.film,
        card.network,
      )
      return { outputs: { fused, teacher, student, gates, evidence, pooled } }
    },
  }
}
