import { inflateSync, zstdDecompressSync } from 'node:zlib'
import { damagedPicture } from '../picture/pictureProblem.ts'
import { blockBytes, type TiffBlock } from './blocks.ts'
import type { TiffLayout } from './layout.ts'
import { lzw } from './lzw.ts'
import { packBits } from './packBits.ts'
import { undoDifferences, undoFloatDifferences } from './predictor.ts'
import { swapBytes } from './samples.ts'

/** Some writers put more into a strip than its rows. */
const slackBytes = 1 << 16

/**
 * The rows of a block that belong to the film, with compression and predictor undone: little endian, in memory of their
 * own, aligned to 8 bytes. Throws `malformed` where the block holds fewer.
 */
export function decompressed(block: TiffBlock, layout: TiffLayout, littleEndian: boolean): Uint8Array {
  const needed = blockBytes(layout, block.rows)
  const bytes = aligned(expanded(block, layout, needed), needed)
  if (layout.predictor === 3) {
    undoFloatDifferences(bytes, block.rows, layout)
    return bytes
  }
  if (!littleEndian && [16, 32, 64].includes(layout.bits)) swapBytes(bytes, layout.bits)
  if (layout.predictor === 2) undoDifferences(bytes, block.rows, layout)
  return bytes
}

function expanded(block: TiffBlock, layout: TiffLayout, needed: number): Uint8Array {
  const stored = layout.reversedBits ? block.stored.map((byte) => reversed[byte]!) : block.stored
  const most = blockBytes(layout, layout.blockRows)
  try {
    switch (layout.compression) {
      case 5:
        return lzw(stored, needed, most)
      case 32773:
        return packBits(stored, needed, most)
      case 8:
      case 32946:
        return inflateSync(stored, { maxOutputLength: most + slackBytes })
      case 50000:
        return zstdDecompressSync(stored, { maxOutputLength: most + slackBytes })
      default:
        return stored
    }
  } catch (thrown) {
    if (thrown instanceof RangeError || (thrown as { errno?: unknown }).errno !== undefined)
      throw damagedPicture(thrown)
    throw thrown
  }
}

function aligned(bytes: Uint8Array, length: number): Uint8Array {
  if (bytes.length < length) throw damagedPicture()
  const copy = new Uint8Array(Math.ceil(length / 8) * 8).subarray(0, length)
  copy.set(bytes.subarray(0, length))
  return copy
}

const reversed = Uint8Array.from({ length: 256 }, (_, byte) => {
  let turned = 0
  for (let bit = 0; bit < 8; bit++) turned |= ((byte >> bit) & 1) << (7 - bit)
  return turned
})
