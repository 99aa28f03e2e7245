/** LZW as TIFF 6.0 section 13 writes it: the highest bit first, each width left one code early. */
export function encodeLzw(bytes: Uint8Array): Uint8Array {
  const out: number[] = []
  let held = 0
  let count = 0
  const put = (code: number, width: number) => {
    held = (held << width) | code
    count += width
    while (count >= 8) {
      count -= 8
      out.push((held >> count) & 255)
    }
    held &= (1 << count) - 1
  }
  let table = new Map<string, number>()
  let next = 258
  let width = 9
  const clear = () => {
    put(256, width)
    table = new Map()
    next = 258
    width = 9
  }
  const codeOf = (text: string): number => (text.length === 1 ? text.charCodeAt(0) : table.get(text)!)
  clear()
  let current = ''
  for (const byte of bytes) {
    const longer = current + String.fromCharCode(byte)
    if (longer.length === 1 || table.has(longer)) {
      current = longer
      continue
    }
    put(codeOf(current), width)
    table.set(longer, next++)
    current = String.fromCharCode(byte)
    if (next === 1 << width && width < 12) width++
    else if (next === 4095) clear()
  }
  if (current !== '') {
    put(codeOf(current), width)
    next++
    if (next === 1 << width && width < 12) width++
  }
  put(257, width)
  if (count > 0) out.push((held << (8 - count)) & 255)
  return Uint8Array.from(out)
}
