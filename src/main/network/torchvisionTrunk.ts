import { batchNormEpsilon, batchNormOf } from './importTrunk.ts'
import { trunkParameters } from './parameters.ts'
import type { HostTensor } from './tensor.ts'
import { trunkChannels } from './trunk.ts'

/** Outputs of the classifier that torchvision's `resnet18()` has where nobody chose another number. */
const imageNetClasses = 1000

/**
 * A trunk as the state of torchvision's `resnet18()`, all of it, so that it loads strictly: batch norm, which is folded
 * into the convolutions here, is there as the identity but for the convolutions' biases, which torchvision does not have,
 * and the classifier, which the trunk does not have, is zeros. The maps of its `layer4` are those of the trunk.
 */
export function torchvisionTrunk(parameters: Readonly<Record<string, HostTensor>>): Record<string, HostTensor> {
  const state: Record<string, HostTensor> = {
    'fc.weight': filled([imageNetClasses, trunkChannels], 0),
    'fc.bias': filled([imageNetClasses], 0),
  }
  for (const { name, dims } of trunkParameters()) {
    if (name.endsWith('.weight')) {
      state[name] = parameters[name]
      continue
    }
    const norm = batchNormOf(name.slice(0, -'.bias'.length))
    state[`${norm}.weight`] = filled(dims, 1)
    state[`${norm}.bias`] = parameters[name]
    state[`${norm}.running_mean`] = filled(dims, 0)
    // What is added to it before the root is taken makes it 1.
    state[`${norm}.running_var`] = filled(dims, 1 - batchNormEpsilon)
  }
  return state
}

function filled(dims: readonly number[], value: number): HostTensor {
  return { dims, data: new Float32Array(dims.reduce((product, dim) => product * dim, 1)).fill(value) }
}
