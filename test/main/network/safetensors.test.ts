import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ProblemError } from '#shared/problem.ts'
import { readSafetensors, writeSafetensors } from '#main/network/safetensors.ts'
import { safetensorsOf } from '../../support/safetensorsOf.ts'

const tensors = {
  weight: { dims: [2, 3], data: Float32Array.of(1, -2, 0.5, 1 / 3, 65504, 6e-8) },
  bias: { dims: [3], data: Float32Array.of(0, -0, 3.140625) },
}

describe('safetensors', () => {
  it('gives float32 tensors and metadata back as they were', () => {
    const file = readSafetensors(writeSafetensors({ tensors, metadata: { model: 'm' } }, 'F32'))
    expect(file.tensors).toEqual(tensors)
    expect(file.metadata).toEqual({ model: 'm' })
  })

  it('gives float16 tensors back rounded to half precision', () => {
    const file = readSafetensors(writeSafetensors({ tensors, metadata: {} }, 'F16'))
    expect(file.tensors.weight.data).toEqual(tensors.weight.data.map(Math.f16round))
  })

  it('reads a Buffer that is a window into a larger one', () => {
    const bytes = writeSafetensors({ tensors, metadata: {} }, 'F32')
    const larger = Buffer.alloc(bytes.length + 13)
    larger.set(bytes, 5)
    expect(readSafetensors(larger.subarray(5, 5 + bytes.length)).tensors).toEqual(tensors)
  })

  it('writes the same bytes for the same tensors in any order', () => {
    const turned = { bias: tensors.bias, weight: tensors.weight }
    expect(writeSafetensors({ tensors: turned, metadata: {} }, 'F32')).toEqual(
      writeSafetensors({ tensors, metadata: {} }, 'F32'),
    )
  })

  it('begins its data at a multiple of eight bytes, whatever signs its names have', () => {
    for (let length = 1; length < 9; length++) {
      const named = { ['ü'.repeat(length)]: tensors.bias }
      const bytes = writeSafetensors({ tensors: named, metadata: { name: '手首' } }, 'F32')
      expect(Number(new DataView(bytes.buffer).getBigUint64(0, true)) % 8).toBe(0)
      expect(readSafetensors(bytes)).toEqual({ tensors: named, metadata: { name: '手首' } })
    }
  })

  it('reads what other packages write: doubles, brain floats, empty and single values, and leaves counters out', () => {
    const file = safetensorsOf({
      double: { dtype: 'F64', shape: [2], data: Float64Array.of(1 / 3, -7) },
      brain: { dtype: 'BF16', shape: [3], data: Uint16Array.of(0x3f80, 0xc0a0, 0x3eab) },
      'bn1.num_batches_tracked': { dtype: 'I64', shape: [], data: BigInt64Array.of(17n) },
      small: { dtype: 'F8_E4M3', shape: [3], data: Uint8Array.of(1, 2, 3) },
      single: { dtype: 'F32', shape: [], data: Float32Array.of(5) },
      empty: { dtype: 'F32', shape: [0, 4], data: new Float32Array(0) },
    })
    expect(readSafetensors(file)).toEqual({
      tensors: {
        double: { dims: [2], data: Float32Array.of(1 / 3, -7) },
        brain: { dims: [3], data: Float32Array.of(1, -5, 0.333984375) },
        single: { dims: [], data: Float32Array.of(5) },
        empty: { dims: [0, 4], data: new Float32Array(0) },
      },
      metadata: { format: 'pt' },
    })
  })

  it('says of any damaged file that it is damaged, and never reads past its end', () => {
    const bytes = writeSafetensors({ tensors, metadata: {} }, 'F32')
    fc.assert(
      fc.property(
        fc.nat(bytes.length - 1),
        fc.array(fc.tuple(fc.nat(bytes.length - 1), fc.nat(255)), { maxLength: 4 }),
        (length, changes) => {
          const damaged = bytes.slice(0, Math.max(length, 1))
          for (const [at, value] of changes) if (at < damaged.length) damaged[at] = value
          try {
            const { tensors: read } = readSafetensors(damaged)
            for (const { dims, data } of Object.values(read)) expect(data.length).toBe(dims.reduce((a, b) => a * b, 1))
          } catch (thrown) {
            expect(thrown).toBeInstanceOf(ProblemError)
            expect((thrown as ProblemError).code).toBe('model-invalid')
          }
        },
      ),
      { numRuns: 300, seed: 1 },
    )
  })
})
