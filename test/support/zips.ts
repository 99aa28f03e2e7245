import { createHash } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { pipeline } from 'node:stream/promises'
import { crc32 } from 'node:zlib'
import { ZipFile } from 'yazl'

/** Names with their content, in order; a name may come twice. */
export type ZipParts = [name: string, bytes: Buffer, mode?: number][]

/** `compress`: all parts or none; by default those that are small. */
export async function writeZip(path: string, parts: ZipParts, compress?: boolean): Promise<void> {
  const zip = new ZipFile()
  for (const [name, bytes, mode] of parts)
    zip.addBuffer(bytes, name, { compress: compress ?? bytes.length < 1e6, ...(mode === undefined ? {} : { mode }) })
  zip.end()
  await pipeline(zip.outputStream, createWriteStream(path))
}

/** The same parts with a manifest that fits them. */
export function withManifest(parts: ZipParts): ZipParts {
  const files = parts.map(([name, bytes]) => ({
    name,
    bytes: bytes.length,
    sha256: createHash('sha256').update(bytes).digest('hex'),
  }))
  return [...parts, ['manifest.json', Buffer.from(JSON.stringify({ formatVersion: 1, files }))]]
}

/**
 * Every `from` among the bytes becomes `to`, which must be as long: how a name is forged that no library would write.
 */
export function forged(bytes: Buffer, from: string, to: string): Buffer {
  if (from.length !== to.length) throw new RangeError('Both names must be of one length.')
  return Buffer.from(bytes.toString('latin1').replaceAll(from, to), 'latin1')
}

/** An archive of stored files by APPNOTE 4.3, whose names are any bytes, said to be UTF-8 or not. */
export function rawZip(parts: readonly [name: Uint8Array, bytes: Uint8Array][], saysUtf8 = false): Buffer {
  const files: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const [name, bytes] of parts) {
    // From the version needed on, both headers are alike.
    const common = Buffer.alloc(26)
    common.writeUInt16LE(20, 0)
    common.writeUInt16LE(saysUtf8 ? 0x800 : 0, 2)
    common.writeUInt32LE(crc32(bytes), 10)
    common.writeUInt32LE(bytes.length, 14)
    common.writeUInt32LE(bytes.length, 18)
    common.writeUInt16LE(name.length, 22)
    const place = Buffer.alloc(14)
    place.writeUInt32LE(offset, 10)
    files.push(Buffer.from('PK\x03\x04', 'latin1'), common, Buffer.from(name), Buffer.from(bytes))
    directory.push(Buffer.from('PK\x01\x02\x14\0', 'latin1'), common, place, Buffer.from(name))
    offset += 30 + name.length + bytes.length
  }
  const end = Buffer.alloc(22)
  end.write('PK\x05\x06', 'latin1')
  end.writeUInt16LE(parts.length, 8)
  end.writeUInt16LE(parts.length, 10)
  end.writeUInt32LE(Buffer.concat(directory).length, 12)
  end.writeUInt32LE(offset, 16)
  return Buffer.concat([...files, ...directory, end])
}
