const codingStyle = 0xff52
const startOfTile = 0xff90
/** Code-block styles, ISO/IEC 15444-1 table A.19. */
const predictable = 0x10
/** Raw passes, passes that each end by themselves, and high throughput: what is left of their data is counted otherwise. */
const otherwise = 0x01 | 0x04 | 0x40

/**
 * A copy of a JPEG 2000 stream that says that its code-blocks end predictably. Nothing is decoded otherwise for that;
 * but OpenJPEG then counts, for each code-block, the bytes that its arithmetic decoder did not come to or had to make
 * up. Where a byte was changed the decoder goes astray, and that is all that tells. Undefined for styles that are
 * counted otherwise. `start`: position of the SOC marker.
 */
export function countingStream(frame: Uint8Array, start: number): Uint8Array | undefined {
  const view = new DataView(frame.buffer, frame.byteOffset, frame.byteLength)
  for (let at = start + 2; at + 14 <= frame.length; at += 2 + view.getUint16(at + 2)) {
    const marker = view.getUint16(at)
    if (marker === startOfTile || marker < 0xff00) return undefined
    if (marker !== codingStyle) continue
    const style = frame[at + 12]!
    if ((style & otherwise) !== 0) return undefined
    const copy = frame.slice()
    copy[at + 12] = style | predictable
    return copy
  }
  return undefined
}

/** Encoders leave off what decoders make up by themselves, up to four bytes in real films. */
const mostBytes = 8
const counted = /PTERM check failure: (\d+) (?:remaining bytes|synthesized)/

/** OpenJPEG's remarks without those of its counting, and whether these mean that a code-block is damaged. */
export function withoutCounts(remarks: readonly string[]): { remarks: string[]; astray: boolean } {
  return {
    remarks: remarks.filter((remark) => !counted.test(remark)),
    astray: remarks.some((remark) => Number(counted.exec(remark)?.[1] ?? 0) > mostBytes),
  }
}
