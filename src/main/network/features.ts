import type { NetworkShape } from '#shared/model.ts'
import type { Ops } from './ops.ts'
import { layer3Channels, trunk, trunkChannels, trunkStride, type Parameters } from './trunk.ts'

/** Channels of what the heads are given of each place. */
export function featureChannels({ places }: Pick<NetworkShape, 'places'>): number {
  return places ? trunkChannels + layer3Channels : trunkChannels
}

/** Dims of a film's features, without the batch: channels × places down × places across. */
export function featureDims(shape: Pick<NetworkShape, 'places' | 'inputSize'>): [number, number, number] {
  const side = shape.inputSize / trunkStride
  return [featureChannels(shape), side, side]
}

/**
 * What the trunk gives of each place of 32 × 32 input pixels: its last layer, and for a network that learns places the
 * layer before it too, which sees finer detail, averaged to the same places. N × 1 × S × S in 0..1 → N × 512 (or 768) ×
 * S/32 × S/32.
 */
export function features<T>(
  ops: Ops<T>,
  parameters: Parameters<T>,
  film: T,
  { places }: Pick<NetworkShape, 'places'>,
): T {
  const { layer3, layer4 } = trunk(ops, parameters, film)
  return places ? ops.concat([layer4, ops.meanPool(layer3, { kernel: 2, stride: 2, padding: 0 })], 1) : layer4
}
