import type { Program } from '#main/engines/engine.ts'
import { fractureNet } from '#main/network/fractureNet.ts'
import { namedOutputs } from '#main/network/heads.ts'
import type { LoadedModel } from './loadModel.ts'

/** The network of a model as a program: one batch of films in, everything that a reading needs out. */
export function readingProgram({ card, parameters }: LoadedModel): Program {
  const { inputSize } = card.network
  return {
    inputs: { film: [-1, 1, inputSize, inputSize] },
    weights: parameters,
    build: (ops, { inputs, weights }) => {
      const said = fractureNet(ops, (name) => weights[name], inputs.film, card.network)
      // Which experts were used is for training alone.
      const { routed: _, ...outputs } = namedOutputs(said)
      return { outputs }
    },
  }
}
