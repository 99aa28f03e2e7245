import { damagedPicture } from '../picture/pictureProblem.ts'

/** Some writers fill a strip up to whole words. */
const slackBytes = 4

/**
 * PackBits, TIFF 6.0 section 9: at least `needed` bytes, at most `most`. Throws `malformed` where the runs end before,
 * go beyond, or leave bytes over.
 */
export function packBits(stored: Uint8Array, needed: number, most: number): Uint8Array {
  const bytes = new Uint8Array(most)
  let at = 0
  let to = 0
  while (at < stored.length && to < most) {
    const control = stored[at++]!
    // 128 does nothing.
    if (control === 128) continue
    const count = control < 128 ? control + 1 : 257 - control
    if (to + count > most || at + (control < 128 ? count : 1) > stored.length) throw damagedPicture()
    if (control < 128) {
      bytes.set(stored.subarray(at, at + count), to)
      at += count
    } else bytes.fill(stored[at++]!, to, to + count)
    to += count
  }
  if (to < needed || stored.length - at > slackBytes) throw damagedPicture()
  return bytes
}
