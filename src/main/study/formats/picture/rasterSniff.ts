export function startsWith(bytes: Uint8Array, signature: readonly number[]): boolean {
  return signature.every((byte, index) => bytes[index] === byte)
}

/** Little- and big-endian TIFF and BigTIFF. */
export function isTiff(head: Uint8Array): boolean {
  return [
    [0x49, 0x49, 0x2a, 0],
    [0x4d, 0x4d, 0, 0x2a],
    [0x49, 0x49, 0x2b, 0],
    [0x4d, 0x4d, 0, 0x2b],
  ].some((one) => startsWith(head, one))
}

/** True when a WebP file holds a lossy picture (chunk `VP8 `) instead of lossless ones (`VP8L`) only. */
export function isLossyWebp(bytes: Uint8Array): boolean {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  for (let position = 12; position + 8 <= bytes.length;) {
    const length = view.getUint32(position + 4, true)
    if (startsWith(bytes.subarray(position), [0x56, 0x50, 0x38, 0x20])) return true
    // Frames of an animation have their picture inside, after 16 bytes of their own.
    const isFrame = startsWith(bytes.subarray(position), [0x41, 0x4e, 0x4d, 0x46])
    position += isFrame ? 24 : 8 + length + (length % 2)
  }
  return false
}
