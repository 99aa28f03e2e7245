/** True when the element at `position` carries a VR, that is, two capital letters after its tag. */
export function looksExplicit(bytes: Uint8Array, position: number): boolean {
  return isCapital(bytes[position + 4]) && isCapital(bytes[position + 5])
}

/**
 * DICOM with its prefix at byte 128, or a bare data set: one that begins with group 0002, 0004 or 0008
 * and whose first element has a plausible VR or length.
 */
export function looksLikeDicom(head: Uint8Array): boolean {
  if (head.length >= 132 && String.fromCharCode(...head.subarray(128, 132)) === 'DICM') return true
  if (head.length < 16) return false
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength)
  const littleEndian = head[0] !== 0
  const group = view.getUint16(0, littleEndian)
  const element = view.getUint16(2, littleEndian)
  if (![0x0002, 0x0004, 0x0008].includes(group) || element > 0x0060) return false
  if (looksExplicit(head, 0)) return true
  return littleEndian && view.getUint32(4, true) <= 1024
}

function isCapital(byte: number | undefined): boolean {
  return byte !== undefined && byte >= 0x41 && byte <= 0x5a
}
