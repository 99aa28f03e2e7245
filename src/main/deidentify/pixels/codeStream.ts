/**
 * Blanks what code streams say beside their samples: comments and application data, in place, so that every length and
 * offset stays true and the samples do too. `bytes` may be overwritten.
 */
export function blankComments(bytes: Uint8Array): void {
  if (bytes[0] === 0xff && bytes[1] === 0xd8) blankJpeg(bytes)
  else if (bytes[0] === 0xff && bytes[1] === 0x4f) blankJpeg2000(bytes)
  else if (bytes[0] === 0 && bytes[1] === 0 && bytes[2] === 0 && bytes[3] === 0x0c) blankBoxes(bytes)
}

/** Whether bytes begin a code stream that {@link blankComments} knows. */
export function beginsCodeStream(bytes: Uint8Array): boolean {
  const [a, b, c, d] = bytes
  if (a === 0xff && (b === 0xd8 || b === 0x4f)) return c === 0xff
  return a === 0 && b === 0 && c === 0 && d === 0x0c
}

const marker = { eoi: 0xd9, sos: 0xda, com: 0xfe, app0: 0xe0, app8: 0xe8, app14: 0xee, app15: 0xef }

/** JPEG (ISO/IEC 10918-1 B.1) and JPEG-LS. */
function blankJpeg(bytes: Uint8Array): void {
  let at = 2
  while (at + 4 <= bytes.length) {
    if (bytes[at] !== 0xff) {
      at++
      continue
    }
    const code = bytes[at + 1]!
    // Stuffed bytes, fill bytes, restart markers and the like have no segment.
    if (code < 0xc0 || code === 0xff || (code >= 0xd0 && code <= 0xd8)) {
      at += code === 0xff ? 1 : 2
      continue
    }
    if (code === marker.eoi) {
      at += 2
      // What follows the end is no part of the picture, unless another one begins.
      if (bytes[at] !== 0xff) bytes.fill(0, at)
      continue
    }
    const end = Math.min(bytes.length, at + 2 + ((bytes[at + 2]! << 8) | bytes[at + 3]!))
    if (isWords(code, bytes.subarray(at + 4, end))) bytes.fill(code === marker.com ? 0x20 : 0, at + 4, end)
    at = Math.max(end, at + 4)
  }
}

/** JFIF without a small picture, Adobe's and HP's colour transforms say how samples are read. */
function isWords(code: number, content: Uint8Array): boolean {
  if (code === marker.com) return true
  if (code < marker.app0 || code > marker.app15) return false
  const name = String.fromCharCode(...content.subarray(0, 5))
  if (code === marker.app0 && name === 'JFIF\0') return content.length > 14
  if (code === marker.app14 && name === 'Adobe') return content.length > 12
  return !(code === marker.app8 && (name.startsWith('mrfx') || name === 'SPIFF') && content.length <= 32)
}

/** ISO/IEC 15444-1 A: main header, then tile parts, whose headers may have comments too. */
function blankJpeg2000(bytes: Uint8Array): void {
  const short = (at: number): number => (bytes[at]! << 8) | bytes[at + 1]!
  let at = 2
  let next = bytes.length
  while (at + 4 <= bytes.length && bytes[at] === 0xff) {
    const code = bytes[at + 1]!
    if (code === 0x93) {
      at = next
      continue
    }
    if (code === marker.eoi) return
    const length = short(at + 2)
    if (code === 0x90) {
      const whole = short(at + 6) * 0x10000 + short(at + 8)
      next = whole === 0 ? bytes.length : at + whole
    }
    // The first two bytes say whether it is text.
    if (code === 0x64) bytes.fill(0x20, at + 6, Math.min(bytes.length, at + 2 + length))
    at += 2 + Math.max(2, length)
  }
}

/** Boxes of JP2 (ISO/IEC 15444-1 I.4) and JPEG XL that hold samples, or how they are read. */
const needed = new Set(['jP  ', 'JXL ', 'ftyp', 'jp2h', 'jp2c', 'jxlc', 'jxlp', 'jxll', 'jxli'])

function blankBoxes(bytes: Uint8Array): void {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  for (let at = 0; at + 8 <= bytes.length;) {
    const type = String.fromCharCode(...bytes.subarray(at + 4, at + 8))
    const said = view.getUint32(at)
    const head = said === 1 ? 16 : 8
    const length = said === 1 && at + 16 <= bytes.length ? Number(view.getBigUint64(at + 8)) : said
    const end = length < head ? bytes.length : Math.min(bytes.length, at + length)
    const content = bytes.subarray(at + head, end)
    if (type === 'jp2c') blankJpeg2000(content)
    else if (!needed.has(type)) content.fill(0)
    at = end
  }
}
