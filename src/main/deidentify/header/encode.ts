/** How a data set is written, PS3.5 7.1 and 7.3. */
export type Encoding = { explicit: boolean; littleEndian: boolean }

/** VRs with a length of 32 bits, PS3.5 7.1.2. */
const longVrs = new Set(['OB', 'OD', 'OF', 'OL', 'OV', 'OW', 'SQ', 'SV', 'UC', 'UN', 'UR', 'UT', 'UV'])

export const undefinedLength = 0xffffffff

/** Tag, VR and length of an element. `tag`: its eight digits. */
export function elementHead(tag: string, vr: string, length: number, encoding: Encoding): Buffer {
  const { explicit } = encoding
  const isLong = explicit && longVrs.has(vr)
  const head = Buffer.alloc(isLong ? 12 : 8)
  writeTag(head, tag, encoding)
  if (explicit) head.write(vr, 4, 'latin1')
  const put = putter(head, encoding)
  if (explicit && !isLong) put.short(length, 6)
  else put.long(length, isLong ? 8 : 4)
  return head
}

/** An element with its value, padded to an even length with what its VR is padded with, PS3.5 6.2. */
export function encodeElement(tag: string, wanted: string, value: Uint8Array, encoding: Encoding): Buffer {
  const odd = value.length % 2
  // A value that is too long for its VR is UN, PS3.5 6.2.2.
  const vr = value.length > 0xfffe && !longVrs.has(wanted) ? 'UN' : wanted
  const filler = vr === 'UI' || vr === 'OB' || vr === 'UN' ? 0 : 0x20
  return Buffer.concat([
    elementHead(tag, vr, value.length + odd, encoding),
    value,
    ...(odd ? [Buffer.from([filler])] : []),
  ])
}

export const encodeText = (tag: string, vr: string, text: string, encoding: Encoding): Buffer =>
  encodeElement(tag, vr, Buffer.from(text, 'latin1'), encoding)

/** A sequence of data sets that are encoded already. */
export function encodeSequence(tag: string, items: readonly Uint8Array[], encoding: Encoding): Buffer {
  const value = Buffer.concat(items.flatMap((item) => [itemHead(item.length, encoding), item]))
  return Buffer.concat([elementHead(tag, 'SQ', value.length, encoding), value])
}

function itemHead(length: number, encoding: Encoding): Buffer {
  const head = Buffer.alloc(8)
  writeTag(head, 'fffee000', encoding)
  putter(head, encoding).long(length, 4)
  return head
}

function writeTag(head: Buffer, tag: string, encoding: Encoding): void {
  const put = putter(head, encoding)
  put.short(Number.parseInt(tag.slice(0, 4), 16), 0)
  put.short(Number.parseInt(tag.slice(4), 16), 2)
}

function putter(head: Buffer, { littleEndian }: Encoding) {
  return {
    short: (value: number, at: number) =>
      littleEndian ? head.writeUInt16LE(value, at) : head.writeUInt16BE(value, at),
    long: (value: number, at: number) => (littleEndian ? head.writeUInt32LE(value, at) : head.writeUInt32BE(value, at)),
  }
}
