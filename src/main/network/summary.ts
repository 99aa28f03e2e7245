import type { LayerRow, NetworkSummary } from '#shared/networkSummary.ts'
import type { ModelCard } from '#shared/model.ts'
import { fractureNet } from './fractureNet.ts'
import { isFrozenIn } from './frozen.ts'
import { networkParameters } from './parameters.ts'
import { ShapeOps, type Shaped } from './shapeOps.ts'

/**
 * The layer table of a model's network for one film, in the order of the forward pass: found by running the network
 * over shapes alone. What is frozen is so in the mode in which the model was trained.
 */
export function summarise(
  card: Pick<ModelCard, 'network'> & { training: Pick<ModelCard['training'], 'mode'> },
): NetworkSummary {
  const { network, training } = card
  const ops = new ShapeOps()
  const parameters = new Map(
    networkParameters(network).map(({ name, dims }) => [name, { dims, parameter: name }] as const),
  )
  const lookUp = (name: string): Shaped => {
    const found = parameters.get(name)
    if (!found) throw new TypeError(`The network asks for a parameter ${name} that it does not have.`)
    return found
  }
  fractureNet(ops, lookUp, { dims: [1, 1, network.inputSize, network.inputSize] }, network)
  const layers = ops.layers.map(({ parameters: names, ...layer }): LayerRow => {
    const frozen = names.length > 0 && names.every((name) => isFrozenIn(training.mode, name))
    return { ...layer, parameters: names.reduce((sum, name) => sum + size(lookUp(name).dims), 0), frozen }
  })
  const total = (of: (layer: LayerRow) => number): number => layers.reduce((sum, layer) => sum + of(layer), 0)
  return {
    inputSize: network.inputSize,
    layers,
    parameters: total((layer) => layer.parameters),
    trainedParameters: total((layer) => (layer.frozen ? 0 : layer.parameters)),
    multiplyAdds: total((layer) => layer.multiplyAdds),
  }
}

function size(dims: readonly number[]): number {
  return dims.reduce((product, dim) => product * dim, 1)
}
