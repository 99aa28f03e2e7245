/**
 * The bits of one entropy-coded segment of a JPEG stream, ITU-T T.81 B.1.1.5: 0xFF is followed by a zero that is no
 * data, and anything else behind it is a marker, which ends the segment.
 */
export class CodedBits {
  private readonly bytes: Uint8Array
  private at: number
  private held = 0
  private count = 0
  /** Bits that were asked for beyond the segment's end. */
  private missing = 0

  constructor(bytes: Uint8Array, start: number) {
    this.bytes = bytes
    this.at = start
  }

  /** The next 16 bits; ones where the segment has ended. */
  peek(): number {
    while (this.count < 16) this.fill()
    return (this.held >>> (this.count - 16)) & 0xffff
  }

  skip(bits: number): void {
    this.count -= bits
  }

  /** Up to 16 bits as a number. */
  take(bits: number): number {
    if (bits === 0) return 0
    const value = this.peek() >> (16 - bits)
    this.count -= bits
    return value
  }

  private fill(): void {
    let byte = 0xff
    if (this.at < this.bytes.length) {
      byte = this.bytes[this.at]!
      if (byte !== 0xff) this.at++
      else if (this.bytes[this.at + 1] === 0) this.at += 2
      else this.missing += 8
    } else this.missing += 8
    this.held = ((this.held << 8) | byte) & 0xffffff
    this.count += 8
  }

  /** True where more bits were taken than the segment has. */
  get overrun(): boolean {
    return this.missing > this.count
  }

  /**
   * Ends the segment: the position of the marker behind it, or undefined where other data than what fills up the last
   * byte (ones, or zeros as some writers have it) and whole bytes of zeros lie before the marker.
   */
  end(): number | undefined {
    if (this.overrun) return undefined
    let rest = this.count - this.missing
    const filling = rest % 8
    rest -= filling
    const bits = (this.held >>> (this.missing + rest)) & (2 ** filling - 1)
    if (bits !== 0 && bits !== 2 ** filling - 1) return undefined
    if (((this.held >>> this.missing) & (2 ** rest - 1)) !== 0) return undefined
    while (this.bytes[this.at] === 0) this.at++
    // Fill bytes of ones may stand before any marker, B.1.1.2.
    while (this.bytes[this.at] === 0xff && this.bytes[this.at + 1] === 0xff) this.at++
    return this.bytes[this.at] === 0xff && this.bytes[this.at + 1] !== 0 ? this.at : undefined
  }
}
