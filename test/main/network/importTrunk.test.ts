import { describe, expect, it } from 'vitest'
import { importTrunk } from '#main/network/importTrunk.ts'
import { trunkParameters } from '#main/network/parameters.ts'
import { Random } from '#main/network/random.ts'
import { readSafetensors } from '#main/network/safetensors.ts'
import type { HostTensor } from '#main/network/tensor.ts'
import { formulaParameters } from '../../support/formulaTensor.ts'
import { safetensorsOf } from '../../support/safetensorsOf.ts'

const complete = formulaParameters(trunkParameters())
const vector = (length: number, value: (i: number) => number): HostTensor => ({
  dims: [length],
  data: Float32Array.from({ length }, (_, i) => value(i)),
})

describe('importTrunk', () => {
  it('takes folded weights as they are', () => {
    expect(importTrunk(complete, new Random(1))).toEqual(complete)
  })

  it('folds batch norm into weight and bias', () => {
    const { 'layer2.0.downsample.0.bias': _, ...unfolded } = complete
    const norm = {
      'layer2.0.downsample.1.weight': vector(128, (i) => 1 + i / 128),
      'layer2.0.downsample.1.bias': vector(128, (i) => i / 10),
      'layer2.0.downsample.1.running_mean': vector(128, (i) => -i / 7),
      'layer2.0.downsample.1.running_var': vector(128, (i) => 0.5 + i),
    }
    const folded = importTrunk({ ...unfolded, ...norm }, new Random(1))
    const original = complete['layer2.0.downsample.0.weight'].data
    for (const filter of [0, 63, 127]) {
      const factor = (1 + filter / 128) / Math.sqrt(0.5 + filter + 1e-5)
      expect(folded['layer2.0.downsample.0.weight'].data[filter * 64 + 5]).toBeCloseTo(
        original[filter * 64 + 5] * factor,
        6,
      )
      expect(folded['layer2.0.downsample.0.bias'].data[filter]).toBeCloseTo(filter / 10 + (filter / 7) * factor, 4)
    }
  })

  it('starts a missing second block as an identity whose first convolution can learn', () => {
    const partial = Object.fromEntries(Object.entries(complete).filter(([name]) => !name.startsWith('layer4.1.')))
    const imported = importTrunk(partial, new Random(1))
    expect(imported['layer4.1.conv2.weight'].data.every((value) => value === 0)).toBe(true)
    expect(imported['layer4.1.conv1.weight'].data.some((value) => value !== 0)).toBe(true)
    expect(importTrunk(partial, new Random(1))).toEqual(imported)
  })

  it.each(['F32', 'F16', 'BF16'])(
    'takes a file of an ordinary ResNet-18 in %s, with counters and classifier',
    (dtype) => {
      const stored = (values: number[]) => {
        if (dtype === 'F32') return Float32Array.from(values)
        if (dtype === 'F16') return Float16Array.from(values)
        return new Uint16Array(Float32Array.from(values).buffer).filter((_, index) => index % 2 === 1)
      }
      const file: Record<string, Parameters<typeof safetensorsOf>[0][string]> = {
        'fc.weight': { dtype, shape: [2, 512], data: stored(new Array<number>(1024).fill(1)) },
        'fc.bias': { dtype, shape: [2], data: stored([0, 1]) },
      }
      const norms: Record<string, number> = { weight: 1, bias: 0.5, running_mean: 0.25, running_var: 1 - 1e-5 }
      for (const { name, dims } of trunkParameters()) {
        const count = dims.reduce((product, side) => product * side, 1)
        if (name.endsWith('.weight'))
          file[name] = { dtype, shape: [...dims], data: stored(new Array<number>(count).fill(0.75)) }
        else {
          const norm = name.replace('.bias', '').replace('conv', 'bn').replace('downsample.0', 'downsample.1')
          for (const [part, value] of Object.entries(norms))
            file[`${norm}.${part}`] = { dtype, shape: [...dims], data: stored(new Array<number>(count).fill(value)) }
          file[`${norm}.num_batches_tracked`] = { dtype: 'I64', shape: [], data: BigInt64Array.of(1n) }
        }
      }
      const trunk = importTrunk(readSafetensors(safetensorsOf(file)).tensors, new Random(1))
      expect(Object.keys(trunk).sort()).toEqual(
        trunkParameters()
          .map(({ name }) => name)
          .sort(),
      )
      expect(trunk['layer4.1.conv2.weight'].data[7]).toBeCloseTo(0.75, 2)
      expect(trunk['layer2.0.downsample.0.bias'].data[3]).toBeCloseTo(0.25, 2)
    },
  )

  it('refuses a ResNet with more blocks, whose first ones have the same names and shapes', () => {
    expect(() => importTrunk({ ...complete, 'layer1.2.conv1.weight': vector(5, () => 0) }, new Random(1))).toThrow(
      /layer1\.2\.conv1\.weight/,
    )
  })

  it('refuses weights of another network', () => {
    const { 'layer3.1.conv1.weight': _, ...without } = complete
    expect(() => importTrunk(without, new Random(1))).toThrow(/layer3\.1\.conv1\.weight/)
    expect(() => importTrunk({ ...complete, 'conv1.weight': vector(5, () => 0) }, new Random(1))).toThrow(
      /conv1\.weight/,
    )
  })
})
