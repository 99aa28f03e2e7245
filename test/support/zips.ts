import { createHash } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { pipeline } from 'node:stream/promises'
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
