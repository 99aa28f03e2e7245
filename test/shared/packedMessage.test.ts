import { describe, expect, it } from 'vitest'
import { holdsArrays, isPacked, pack, unpack } from '#shared/packedMessage.ts'

const message = {
  i: '7',
  text: 'Röntgen 骨 \u0000',
  body: {
    values: Int16Array.of(-2, 0, 300),
    list: [1, { bits: Uint8Array.of(5) }, null],
    wide: Float32Array.of(0.5, Number.NaN),
    none: new Uint32Array(),
  },
}

describe('a packed message', () => {
  it('comes out as it went in, arrays in their types', () => {
    expect(unpack(pack(message).buffer)).toEqual(message)
    for (const array of [Int8Array.of(-1), Uint16Array.of(65_535), Int32Array.of(-70_000)])
      expect(unpack(pack([array]).buffer)).toEqual([array])
  })

  it('carries only the part of a larger memory that an array is', () => {
    const part = new Uint16Array(Uint16Array.of(1, 2, 3, 4).buffer, 2, 2)
    expect(unpack(pack({ part }).buffer)).toEqual({ part: Uint16Array.of(2, 3) })
  })

  it('is not copied when it is unpacked', () => {
    const { buffer } = pack(message)
    const { body } = unpack(buffer) as typeof message
    expect([body.values.buffer, body.wide.buffer]).toEqual([buffer, buffer])
  })

  it('may have no array, or be one', () => {
    expect(unpack(pack({ a: 1 }).buffer)).toEqual({ a: 1 })
    expect(unpack(pack([[Uint8Array.of(1)]]).buffer)).toEqual([[Uint8Array.of(1)]])
  })

  it('is known by its first byte, which no other message has', () => {
    expect(isPacked(pack(message).buffer)).toBe(true)
    const json = new TextEncoder().encode('{"i":"1"}')
    expect([isPacked(json.buffer), isPacked(new ArrayBuffer(0)), isPacked(new ArrayBuffer(3))]).toEqual([
      false,
      false,
      false,
    ])
  })

  it('that is cut short is refused', () => {
    const bytes = pack(message)
    for (const end of [8, 20, bytes.length - 9]) expect(() => unpack(bytes.slice(0, end).buffer), String(end)).toThrow()
  })
})

describe('holdsArrays', () => {
  it('finds an array however deep, and nothing else', () => {
    expect(holdsArrays(message)).toBe(true)
    expect(holdsArrays([{ a: { b: [new Uint8Array(1)] } }])).toBe(true)
    for (const plain of [null, undefined, 1, 'x', { a: [1, { b: new Date() }] }, new Blob(['x']), new Map([[1, 2]])])
      expect(holdsArrays(plain)).toBe(false)
  })
})
