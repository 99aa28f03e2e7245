/** Codes up to this length are looked up at once. */
export const fastBits = 10
const longestCode = 16
/** Of an entry of `steps`: no more coefficients of the block follow. */
export const blockEnds = 0x1000

/** One Huffman table of a JPEG stream, ITU-T T.81 C and F.2.2.3, ready to be read from. */
export type HuffmanTable = {
  /** By the next ten bits: length × 256 + symbol of the code that they begin with; 0 where it is longer or none. */
  fast: Uint16Array
  /**
   * For coefficients, by the next ten bits: as many codes with their values as lie wholly in them, or the first one
   * alone. Bits of all of them, 32 × the coefficients that they go on by, and `blockEnds` where the last one ends the
   * block; 0 where the first code is longer or none.
   */
  steps: Uint16Array
  /** By length: the first code, how many there are, and where their symbols begin. */
  first: Int32Array
  count: Uint8Array
  start: Int32Array
  symbols: Uint8Array
}

/** `counts`: codes of each length from 1 to 16. Undefined where there are more codes than their lengths allow. */
export function huffmanTable(counts: Uint8Array, symbols: Uint8Array): HuffmanTable | undefined {
  const fast = new Uint16Array(1 << fastBits)
  const first = new Int32Array(longestCode + 1)
  const count = new Uint8Array(longestCode + 1)
  const start = new Int32Array(longestCode + 1)
  let code = 0
  let at = 0
  for (let length = 1; length <= longestCode; length++) {
    first[length] = code
    count[length] = counts[length - 1]!
    start[length] = at
    for (let index = 0; index < count[length]!; index++, code++, at++) {
      if (length > fastBits) continue
      const from = code << (fastBits - length)
      fast.fill(length * 256 + symbols[at]!, from, from + (1 << (fastBits - length)))
    }
    if (code > 1 << length) return undefined
    code <<= 1
  }
  return at > symbols.length ? undefined : { fast, steps: stepsOf(fast), first, count, start, symbols }
}

function stepsOf(fast: Uint16Array): Uint16Array {
  const steps = new Uint16Array(fast.length)
  const all = fast.length - 1
  for (let index = 0; index < fast.length; index++) {
    let bits = 0
    let by = 0
    for (;;) {
      // Behind the ten bits stand zeros that mean nothing, so a code must end within them.
      const known = fast[(index << bits) & all]!
      const taken = (known >> 8) + (known & 15)
      if (known === 0 || (bits > 0 && bits + taken > fastBits)) break
      bits += taken
      by += stepOf(known & 255)
      steps[index] = bits + by * 32
      if (stepOf(known & 255) === 0) steps[index]! |= blockEnds
      if (stepOf(known & 255) === 0 || bits >= fastBits) break
    }
  }
  return steps
}

/**
 * Coefficients that a symbol of a table for them goes on by, T.81 F.1.2.2.1: a run of zeros and the one behind it, or
 * sixteen zeros; 0 for the end of the block.
 */
export function stepOf(symbol: number): number {
  return (symbol & 15) === 0 && symbol >> 4 !== 15 ? 0 : (symbol >> 4) + 1
}

/** Length × 256 + symbol of the code that `bits` (16 of them) begin with; 0 where no code does. */
export function codeAt(table: HuffmanTable, bits: number): number {
  const fast = table.fast[bits >> (longestCode - fastBits)]!
  if (fast !== 0) return fast
  for (let length = fastBits + 1; length <= longestCode; length++) {
    const index = (bits >> (longestCode - length)) - table.first[length]!
    if (index >= 0 && index < table.count[length]!) return length * 256 + table.symbols[table.start[length]! + index]!
  }
  return 0
}
