/** What stands before a data set in a file. */
export type MetaInformation = {
  sopClassUid: string
  sopInstanceUid: string
  transferSyntaxUid: string
  implementationUid: string
  /** Source Application Entity Title: who sent it. */
  source: string
}

/** Preamble, prefix and File Meta Information in explicit little endian, PS3.10 7.1. */
export function metaInformation(about: MetaInformation): Buffer {
  const elements = Buffer.concat([
    element(0x0001, 'OB', Buffer.from([0, 1])),
    element(0x0002, 'UI', uid(about.sopClassUid)),
    element(0x0003, 'UI', uid(about.sopInstanceUid)),
    element(0x0010, 'UI', uid(about.transferSyntaxUid)),
    element(0x0012, 'UI', uid(about.implementationUid)),
    element(0x0016, 'AE', even(about.source, ' ')),
  ])
  const length = Buffer.alloc(4)
  length.writeUInt32LE(elements.length)
  return Buffer.concat([Buffer.alloc(128), Buffer.from('DICM'), element(0x0000, 'UL', length), elements])
}

function element(number: number, vr: string, value: Buffer): Buffer {
  // OB has two bytes of nothing and a long length, the others a short one, PS3.5 7.1.2.
  const head = Buffer.alloc(vr === 'OB' ? 12 : 8)
  head.writeUInt16LE(0x0002, 0)
  head.writeUInt16LE(number, 2)
  head.write(vr, 4, 'latin1')
  if (vr === 'OB') head.writeUInt32LE(value.length, 8)
  else head.writeUInt16LE(value.length, 6)
  return Buffer.concat([head, value])
}

const uid = (value: string): Buffer => even(value, '\0')
const even = (value: string, padding: string): Buffer =>
  Buffer.from(value.length % 2 === 0 ? value : value + padding, 'latin1')
