import fc from 'fast-check'
import { expect, it } from 'vitest'
import { bitsSeen } from '#main/study/syntaxes/bitsSeen.ts'

it.each([
  [8, Uint8Array],
  [16, Uint16Array],
  [32, Uint32Array],
] as const)('bitsSeen: all bits of containers of %i bits, wherever they lie', (bits, Containers) => {
  const container = fc.integer({ min: 0, max: 2 ** bits - 1 })
  fc.assert(
    fc.property(fc.array(container, { maxLength: 19 }), fc.nat(5), (values, before) => {
      const bytes = new Uint8Array(Containers.from(values).buffer)
      const shifted = new Uint8Array(before + bytes.length)
      shifted.set(bytes, before)
      const all = values.reduce((seen, value) => seen | value, 0) >>> 0
      expect(bitsSeen(shifted.subarray(before), bits)).toBe(all)
    }),
    { seed: 17 },
  )
})
