import type { WarningCode } from '#shared/reading.ts'
import { decodeWithDcmjs } from './dcmjsCodec.ts'
import { readJpegHeader } from './jpegHeader.ts'

/**
 * Lines in which libjpeg says that coded data are not what they should be; it decodes on and makes the rest up. Its
 * other lines only tell what it found.
 */
const damage = /^(Corrupt JPEG data|Premature end of JPEG|Inconsistent progression sequence)/

/** Its lines about oddities, damage or not. */
const oddity = /^(Corrupt JPEG data|Invalid SOS parameters|Unknown Adobe color|Warning)/

/** What is to be said of a stream whose oddities mean no damage. */
export function oddities(remarks: readonly string[]): WarningCode[] {
  return remarks.some((remark) => oddity.test(remark)) ? ['decoder-warned'] : []
}

/**
 * Whether what libjpeg remarked while it decoded `stream` means that the picture is damaged. Zeros between the coded
 * data and a marker are how some writers fill up, and hurt nothing.
 */
export function meansDamage(remarks: readonly string[], stream: Uint8Array): boolean {
  return remarks.some((remark) => damage.test(remark) && !isFilling(remark, stream))
}

function isFilling(remark: string, stream: Uint8Array): boolean {
  const found = /(\d+) extraneous bytes before marker 0x([0-9a-f]{2})/i.exec(remark)
  if (found === null) return false
  const filling = Buffer.alloc(Number(found[1]) + 2)
  filling.writeUInt16BE(0xff00 + Number.parseInt(found[2]!, 16), filling.length - 2)
  return Buffer.from(stream.buffer, stream.byteOffset, stream.byteLength).includes(filling)
}

/**
 * Whether the coded data of a JPEG picture (8 to 16 bits, baseline, extended, progressive or lossless) are damaged:
 * `unknown` where this decoder cannot tell, as with arithmetic coding. Decodes the whole picture, so it is for those
 * pictures of which another decoder had something to say.
 */
export async function jpegCondition(stream: Uint8Array): Promise<'whole' | 'damaged' | 'unknown'> {
  try {
    const { process, precision, rows, columns, componentIds } = readJpegHeader(stream)
    if (process > 0xc3) return 'unknown'
    const shape = { rows, columns, components: componentIds.length, precision, signed: undefined, lossy: undefined }
    const { remarks } = await decodeWithDcmjs('decodeJpeg', stream, shape)
    return meansDamage(remarks, stream) ? 'damaged' : 'whole'
  } catch {
    return 'damaged'
  }
}
