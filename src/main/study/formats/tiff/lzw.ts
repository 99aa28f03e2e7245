import { damagedPicture, unsupportedPicture } from '../picture/pictureProblem.ts'

const clearCode = 256
const endCode = 257
const firstCode = 258
const mostCodes = 4096
/** Some writers fill a strip up to whole words. */
const slackBytes = 4

/**
 * LZW, TIFF 6.0 section 13: codes of 9 to 12 bits, the highest bit first, each width left one code early. At least
 * `needed` bytes, at most `most`. Throws `malformed` for codes that are not there yet and where the codes end before,
 * go beyond, or leave bytes over; `unsupported-format` for the bit order of libtiff's first writers.
 */
export function lzw(stored: Uint8Array, needed: number, most: number): Uint8Array {
  if (stored[0] === 0 && (stored[1]! & 1) === 1) throw unsupportedPicture('TIFF', 'LZW in the bit order of TIFF 5.0')
  const bytes = new Uint8Array(most)
  // The string of a code is the bytes from `starts` on, `lengths` of them, within what was already written.
  const starts = new Int32Array(mostCodes)
  const lengths = new Int32Array(mostCodes)
  let next = firstCode
  let width = 9
  let previousStart = -1
  let previousLength = 0
  let to = 0
  let bitBuffer = 0
  let bitCount = 0
  let at = 0
  for (;;) {
    while (bitCount < width && at < stored.length) {
      bitBuffer = ((bitBuffer << 8) | stored[at++]!) & 0xffffff
      bitCount += 8
    }
    if (bitCount < width) break
    const code = (bitBuffer >>> (bitCount - width)) & ((1 << width) - 1)
    bitCount -= width
    if (code === endCode) break
    if (code === clearCode) {
      next = firstCode
      width = 9
      previousStart = -1
      continue
    }
    if (to === most) {
      if (stored.length - at > slackBytes) throw damagedPicture()
      break
    }
    const start = to
    let length: number
    if (code < clearCode) {
      length = 1
      bytes[to++] = code
    } else {
      if (previousStart < 0 || code > next) throw damagedPicture()
      const known = code < next
      const from = known ? starts[code]! : previousStart
      length = known ? lengths[code]! : previousLength + 1
      if (to + length > most) throw damagedPicture()
      // Byte by byte: a string may overlap its own copy.
      for (let index = 0; index < length; index++) bytes[to++] = bytes[from + index]!
    }
    if (previousStart >= 0 && next < mostCodes) {
      // The previous string and the first byte of this one, which lies right behind it.
      starts[next] = previousStart
      lengths[next] = previousLength + 1
      next++
      if (next >= (1 << width) - 1 && width < 12) width++
    }
    previousStart = start
    previousLength = length
  }
  if (to < needed) throw damagedPicture()
  return bytes
}
