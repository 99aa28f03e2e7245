import type { NetworkShape } from '#shared/model.ts'
import { featureChannels } from './features.ts'
import { surroundings } from './placeHeads.ts'
import type { Random } from './random.ts'
import { sizeOf, type HostTensor } from './tensor.ts'

/**
 * How a parameter starts when nothing is known better: He et al. 2015 (arXiv 1502.01852) by its fan-in, or a constant.
 */
type Start = 'he' | 'zeros' | 'ones'

export type ParameterSpec = { name: string; dims: readonly number[]; start: Start }

function conv(name: string, filters: number, channels: number, kernel: number, start: Start = 'he'): ParameterSpec[] {
  return [
    { name: `${name}.weight`, dims: [filters, channels, kernel, kernel], start },
    { name: `${name}.bias`, dims: [filters], start: 'zeros' },
  ]
}

/** Parameters of the trunk, with torchvision's names, in the order of the forward pass. */
export function trunkParameters(): ParameterSpec[] {
  const specs = conv('conv1', 64, 3, 7)
  const widths = [64, 128, 256, 512]
  widths.forEach((width, index) => {
    const layer = `layer${index + 1}`
    const before = widths[Math.max(0, index - 1)]
    specs.push(
      ...conv(`${layer}.0.conv1`, width, index === 0 ? 64 : before, 3),
      ...conv(`${layer}.0.conv2`, width, width, 3),
    )
    if (index > 0) specs.push(...conv(`${layer}.0.downsample.0`, width, before, 1))
    // A second convolution of zeros makes the block an identity, which is how a block without weights starts.
    specs.push(...conv(`${layer}.1.conv1`, width, width, 3), ...conv(`${layer}.1.conv2`, width, width, 3, 'zeros'))
  })
  return specs
}

/** Constants of the features' standardisation: fitted on the training films, not trained. */
export function standardisationParameters(shape: NetworkShape): ParameterSpec[] {
  const dims = [1, featureChannels(shape), 1, 1]
  return [
    { name: 'standardise.scale', dims, start: 'ones' },
    { name: 'standardise.shift', dims, start: 'zeros' },
  ]
}

/** Parameters of branches, gate, experts and classifiers. */
export function headParameters(shape: NetworkShape): ParameterSpec[] {
  return shape.places ? [...placeParameters(shape), ...filmParameters(shape)] : labelParameters(shape)
}

function branch(name: 'teacher' | 'student', { hidden }: NetworkShape, channels: number): ParameterSpec[] {
  return conv(`${name}.features`, hidden, channels, 1)
}

function mixtureParameters({ hidden, experts }: NetworkShape): ParameterSpec[] {
  const each = Array.from({ length: experts }, (_, expert) => conv(`experts.${expert}`, hidden, 2 * hidden, 1))
  return [...conv('gate', experts, 2 * hidden, 1), ...conv('experts.shared', hidden, 2 * hidden, 1), ...each.flat()]
}

/** Of heads that learn from the labels of whole films. Their order decides what a seed gives each of them at the start. */
function labelParameters(shape: NetworkShape): ParameterSpec[] {
  const classifier = (name: string): ParameterSpec[] => [
    { name: `${name}.weight`, dims: [shape.classes, shape.hidden, 1, 1], start: 'he' },
    { name: `${name}.bias`, dims: [1, shape.classes], start: 'zeros' },
  ]
  const channels = featureChannels(shape)
  return [
    ...branch('teacher', shape, channels),
    ...classifier('teacher.classifier'),
    ...branch('student', shape, channels),
    ...classifier('student.classifier'),
    ...mixtureParameters(shape),
    ...classifier('classifier'),
  ]
}

/** Of heads that learn places: what says how likely a fracture is at a place. */
export function placeParameters(shape: NetworkShape): ParameterSpec[] {
  const channels = featureChannels(shape) * (1 + surroundings.length)
  return [
    ...branch('teacher', shape, channels),
    ...branch('student', shape, channels),
    ...mixtureParameters(shape),
    ...['teacher.place', 'student.place', 'place'].flatMap((name) => conv(name, 1, shape.hidden, 1)),
  ]
}

/** Of heads that learn places: what a film says as a whole, and how its highest places are fused with it. */
export function filmParameters(shape: NetworkShape): ParameterSpec[] {
  return [
    { name: 'film.weight', dims: [shape.classes, featureChannels(shape), 1, 1], start: 'zeros' },
    { name: 'film.bias', dims: [1, shape.classes, 1, 1], start: 'zeros' },
    { name: 'fusion.weight', dims: [1, shape.classes, 1, 1], start: 'zeros' },
  ]
}

export function networkParameters(shape: NetworkShape): ParameterSpec[] {
  return [...trunkParameters(), ...standardisationParameters(shape), ...headParameters(shape)]
}

/** Starting values, the same for the same random source. */
export function startParameters(specs: readonly ParameterSpec[], random: Random): Record<string, HostTensor> {
  return Object.fromEntries(
    specs.map(({ name, dims, start }) => [name, { dims, data: startValues(dims, start, random) }]),
  )
}

function startValues(dims: readonly number[], start: Start, random: Random): Float32Array {
  const data = new Float32Array(sizeOf(dims))
  if (start === 'ones') return data.fill(1)
  if (start === 'zeros') return data
  const fanIn = sizeOf(dims.slice(1))
  const deviation = Math.sqrt(2 / fanIn)
  return data.map(() => deviation * random.normal())
}
