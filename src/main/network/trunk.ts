import type { Ops } from './ops.ts'

/** Looks up a parameter by its torchvision name. */
export type Parameters<T> = (name: string) => T

/** Channels of the trunk's last two layers, and how many input pixels one cell of the last one spans. */
export const layer3Channels = 256
export const trunkChannels = 512
export const trunkStride = 32

/** What every ImageNet network of torchvision was trained with, RGB. */
const imageNetMean = [0.485, 0.456, 0.406]
const imageNetDeviation = [0.229, 0.224, 0.225]

/** A grey film in 0..1, N × 1 × S × S → three equal channels, normalised as ImageNet's: N × 3 × S × S. */
function toImageNet<T>(ops: Ops<T>, film: T): T {
  const dims = [1, 3, 1, 1]
  const scale = ops.constant({ dims, data: Float32Array.from(imageNetDeviation, (deviation) => 1 / deviation) })
  const shift = ops.constant({ dims, data: Float32Array.from(imageNetMean, (mean, c) => -mean / imageNetDeviation[c]) })
  return ops.add(ops.mul(film, scale), shift)
}

function conv<T>(ops: Ops<T>, parameters: Parameters<T>, name: string, x: T, stride: number, padding: number): T {
  return ops.conv(x, parameters(`${name}.weight`), parameters(`${name}.bias`), { stride, padding })
}

/** Two 3 × 3 convolutions beside a shortcut; the first block of a layer halves the map and projects the shortcut. */
function basicBlock<T>(
  ops: Ops<T>,
  parameters: Parameters<T>,
  name: string,
  x: T,
  stride: number,
  projected: boolean,
): T {
  const first = ops.relu(conv(ops, parameters, `${name}.conv1`, x, stride, 1))
  const residual = conv(ops, parameters, `${name}.conv2`, first, 1, 1)
  const shortcut = projected ? conv(ops, parameters, `${name}.downsample.0`, x, stride, 0) : x
  return ops.relu(ops.add(residual, shortcut))
}

/** The maps of the last two layers, non-negative: N × 256 × S/16 × S/16 and N × 512 × S/32 × S/32. */
export type TrunkMaps<T> = { layer3: T; layer4: T }

/**
 * ResNet-18 without its classifier (He et al. 2015, arXiv 1512.03385), batch norm folded into the convolutions.
 * Film N × 1 × S × S in 0..1.
 */
export function trunk<T>(ops: Ops<T>, parameters: Parameters<T>, film: T): TrunkMaps<T> {
  let x = ops.relu(conv(ops, parameters, 'conv1', toImageNet(ops, film), 2, 3))
  x = ops.maxPool(x, { kernel: 3, stride: 2, padding: 1 })
  const layer = (index: number): T => {
    const halves = index > 1
    const first = basicBlock(ops, parameters, `layer${index}.0`, x, halves ? 2 : 1, halves)
    return (x = basicBlock(ops, parameters, `layer${index}.1`, first, 1, false))
  }
  layer(1)
  layer(2)
  return { layer3: layer(3), layer4: layer(4) }
}
