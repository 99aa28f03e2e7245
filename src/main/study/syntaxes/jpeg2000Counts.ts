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

/**
 * Encoders leave off what decoders make up by themselves, up to four bytes in real films; bytes that were not come to
 * are in none of them.
 */
const usualBytes = { left: 0, made: 4 }
/** So many tell of damage; fewer may be the habit of an encoder that nobody has seen. */
const mostBytes = 8
const counted = /PTERM check failure: (\d+) (?:(remaining bytes)|synthesized)/

/** OpenJPEG's remarks without those of its counting, and what these mean for the code-blocks. */
export type CountedRemarks = { remarks: string[]; condition: 'whole' | 'odd' | 'damaged' }

export function countedRemarks(all: readonly string[]): CountedRemarks {
  const remarks: string[] = []
  let condition: CountedRemarks['condition'] = 'whole'
  for (const remark of all) {
    const count = counted.exec(remark)
    if (count === null) remarks.push(remark)
    else if (Number(count[1]) > mostBytes) condition = 'damaged'
    else if (Number(count[1]) > (count[2] ? usualBytes.left : usualBytes.made) && condition === 'whole')
      condition = 'odd'
  }
  return { remarks, condition }
}
