import type { HostTensor } from '#main/network/tensor.ts'
import { sizeOf } from '#main/network/tensor.ts'
import type { ParameterSpec } from '#main/network/parameters.ts'

/** Uniform in [-0.5, 0.5), the finaliser of MurmurHash3 over the index: the same formula as in torchReference.py. */
export function formula(count: number, seed: number): Float64Array {
  return Float64Array.from({ length: count }, (_, i) => {
    let x = (i + seed * 7919) >>> 0
    x = Math.imul(x ^ (x >>> 16), 0x85ebca6b) >>> 0
    x = Math.imul(x ^ (x >>> 13), 0xc2b2ae35) >>> 0
    return ((x ^ (x >>> 16)) >>> 0) / 2 ** 32 - 0.5
  })
}

/** The reference's parameters, rebuilt from their names, shapes and order. */
export function formulaParameters(specs: readonly ParameterSpec[]): Record<string, HostTensor> {
  return Object.fromEntries(
    specs.map(({ name, dims }, index) => {
      const values = formula(sizeOf(dims), index + 1)
      return [name, { dims, data: Float32Array.from(values, (value) => scaled(name, dims, value)) }]
    }),
  )
}

function scaled(name: string, dims: readonly number[], value: number): number {
  if (name === 'standardise.scale') return 0.2 + 0.1 * value
  if (!name.endsWith('.weight')) return value * 0.2
  return value * Math.sqrt(12) * Math.sqrt(2 / sizeOf(dims.slice(1))) * factorOf(name)
}

/** Residual blocks that do not explode, and gates that differ enough for every expert to be used. */
function factorOf(name: string): number {
  if (name.includes('.1.conv2')) return 0.5
  return name === 'gate.weight' ? -3 : 1
}
