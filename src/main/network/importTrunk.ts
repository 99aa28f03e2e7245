import { ProblemError } from '#shared/problem.ts'
import { startParameters, trunkParameters } from './parameters.ts'
import type { Random } from './random.ts'
import type { HostTensor } from './tensor.ts'

export const batchNormEpsilon = 1e-5

/** Where torchvision keeps the batch norm that follows a convolution. */
export function batchNormOf(convolution: string): string {
  if (convolution.endsWith('downsample.0')) return convolution.replace(/0$/, '1')
  return convolution.replace(/conv(\d)$/, 'bn$1')
}

/** Folds y = γ (Wx − μ) / √(σ² + ε) + β into one convolution with bias. */
function folded(
  weight: HostTensor,
  norm: { gamma: HostTensor; beta: HostTensor; mean: HostTensor; variance: HostTensor },
): [HostTensor, HostTensor] {
  const filters = weight.dims[0]
  const perFilter = weight.data.length / filters
  const data = new Float32Array(weight.data.length)
  const bias = new Float32Array(filters)
  for (let filter = 0; filter < filters; filter++) {
    const factor = norm.gamma.data[filter] / Math.sqrt(norm.variance.data[filter] + batchNormEpsilon)
    for (let i = filter * perFilter; i < (filter + 1) * perFilter; i++) data[i] = weight.data[i] * factor
    bias[filter] = norm.beta.data[filter] - norm.mean.data[filter] * factor
  }
  return [
    { dims: weight.dims, data },
    { dims: [filters], data: bias },
  ]
}

/**
 * A trunk from torchvision-named ResNet-18 weights. Batch norm, where the file has it, is folded; a second block of a
 * layer that is missing altogether starts as an identity. Throws `model-invalid` where anything else is missing or has
 * another shape, and for networks that are a ResNet-18 with more blocks.
 */
export function importTrunk(tensors: Readonly<Record<string, HostTensor>>, random: Random): Record<string, HostTensor> {
  const available: Record<string, HostTensor> = { ...tensors }
  for (const { name } of trunkParameters()) {
    if (!name.endsWith('.weight')) continue
    const convolution = name.slice(0, -'.weight'.length)
    const norm = batchNormOf(convolution)
    const [gamma, beta] = [available[`${norm}.weight`], available[`${norm}.bias`]]
    const [mean, variance] = [available[`${norm}.running_mean`], available[`${norm}.running_var`]]
    if (!available[name] || !gamma || !beta || !mean || !variance) continue
    ;[available[name], available[`${convolution}.bias`]] = folded(available[name], { gamma, beta, mean, variance })
  }

  const beyond = Object.keys(tensors).find((name) => /^layer\d\.([2-9]|\d\d)/.test(name))
  if (beyond !== undefined) throw new ProblemError('trunk-part-beyond', { name: beyond.slice(0, 80) })

  const isMissing = (block: string): boolean => !Object.keys(available).some((name) => name.startsWith(`${block}.`))
  const identity = trunkParameters().filter(
    ({ name }) => /^layer\d\.1\./.test(name) && isMissing(name.slice(0, 'layer1.1'.length)),
  )
  Object.assign(available, startParameters(identity, random))

  return Object.fromEntries(
    trunkParameters().map(({ name, dims }) => {
      const tensor = available[name]
      if (!tensor || tensor.dims.join() !== dims.join()) {
        throw new ProblemError('trunk-part-missing', { name })
      }
      return [name, tensor]
    }),
  )
}
