import { blockEnds, codeAt, fastBits, stepOf, type HuffmanTable } from './huffmanTable.ts'

/** One component of a scan. */
export type Part = {
  dc: HuffmanTable
  ac: HuffmanTable
  /** Blocks of it in a unit. */
  blocks: number
  /** The mean of the block before, in quantiser steps. */
  mean: number
  /** The quantiser's step for means, and the largest mean that samples can have. */
  step: number
  most: number
}

/**
 * Walks through the codes of so many units without making pixels of them: the bits that they take, or undefined where a
 * code is in no table, a block has more than 64 coefficients, a mean lies beyond the samples' range, or the data end
 * before. `data`: `length` bytes, with spare ones behind.
 *
 * One loop over local numbers, since films have a million blocks. 32 bits are read at a byte, so that 25 of them can be
 * used wherever the next code begins: those of a code and its value, or of the longest code.
 */
export function blockWalk(data: Uint8Array, length: number, parts: readonly Part[], units: number): number | undefined {
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength)
  const shortest = 32 - fastBits
  /** The unit begins at this byte, and the next code so many bits behind. */
  let byte = 0
  let bit = 0
  for (let unit = 0; unit < units; unit++) {
    for (const part of parts) {
      const { dc, ac, blocks, step, most } = part
      const { steps } = ac
      for (let block = 0; block < blocks; block++) {
        const code = codeAt(dc, (view.getUint32(byte + (bit >>> 3)) << (bit & 7)) >>> 16)
        const category = code & 255
        if (code === 0 || category > 15) return undefined
        bit += code >> 8
        if (category > 0) {
          const value = (view.getUint32(byte + (bit >>> 3)) << (bit & 7)) >>> (32 - category)
          part.mean += value < 1 << (category - 1) ? value - (1 << category) + 1 : value
          if (Math.abs(part.mean * step) > most) return undefined
          bit += category
        }
        for (let coefficient = 1; coefficient < 64;) {
          const next = view.getUint32(byte + (bit >>> 3)) << (bit & 7)
          const known = steps[next >>> shortest]!
          const together = coefficient + ((known >> 5) & 127)
          if (known !== 0 && together < 64) {
            bit += known & 31
            if (known >= blockEnds) break
            coefficient = together
            continue
          }
          // One by one: a long code, or where the block may be full before the codes are.
          const single = codeAt(ac, next >>> 16)
          if (single === 0) return undefined
          bit += (single >> 8) + (single & 15)
          const by = stepOf(single & 255)
          if (by === 0) break
          coefficient += by
          if (coefficient > 64) return undefined
        }
      }
    }
    byte += bit >>> 3
    bit &= 7
    if (byte * 8 + bit > length * 8) return undefined
  }
  return byte * 8 + bit
}
