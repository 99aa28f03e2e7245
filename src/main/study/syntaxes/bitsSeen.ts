/**
 * All bits that any container of `bits` bits has set (8, 16 or 32; little endian). Four bytes at a time and always over
 * one type of array, which is several times as fast as over the samples themselves.
 */
export function bitsSeen(bytes: Uint8Array, bits: number): number {
  const aligned = bytes.byteOffset % 4 === 0 ? bytes : bytes.slice()
  const words = new Uint32Array(aligned.buffer, aligned.byteOffset, aligned.length >> 2)
  let seen = 0
  for (let index = 0; index < words.length; index++) seen |= words[index]!
  for (let index = words.length * 4; index < aligned.length; index++) seen |= aligned[index]! << (8 * (index & 3))
  if (bits <= 16) seen |= seen >>> 16
  if (bits <= 8) seen |= seen >>> 8
  return (seen & (-1 >>> (32 - bits))) >>> 0
}
