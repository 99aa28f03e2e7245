import { isUtf8 } from 'node:buffer'
import { existsSync, lstatSync } from 'node:fs'
import { readdir, realpath } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'

/**
 * Names on Linux shares and old discs may be no UTF-8, and then no string names the file. Within the program and in what
 * it writes such a byte is `\xf6`, so that a path is a text that can be shown, kept and asked for again; what opens
 * files takes {@link systemPath} of it.
 */

/** Bytes from 0x80 on alone: no such text can become a dot or a slash. */
const escapedByte = /\\x([89a-f][0-9a-f])/gi

/** Put by Node in the place of bytes that are no UTF-8. */
const replaced = '\uFFFD'

/** Windows has names of 16-bit units, and `\` between them. */
const hasBytes = process.platform !== 'win32'

/** A name or path of the system as text. */
export function pathText(bytes: Buffer): string {
  if (isUtf8(bytes)) return bytes.toString()
  let text = ''
  for (let at = 0; at < bytes.length;) {
    const length = [1, 2, 3, 4].find((count) => at + count <= bytes.length && isUtf8(bytes.subarray(at, at + count)))
    text += length === undefined ? `\\x${bytes[at]!.toString(16)}` : bytes.toString('utf8', at, at + length)
    at += length ?? 1
  }
  return text
}

function pathBytes(text: string): Buffer {
  const parts: Buffer[] = []
  let at = 0
  for (const found of text.matchAll(escapedByte)) {
    parts.push(Buffer.from(text.slice(at, found.index)), Buffer.of(Number.parseInt(found[1]!, 16)))
    at = found.index + found[0].length
  }
  return Buffer.concat([...parts, Buffer.from(text.slice(at))])
}

/** What the system is to be asked for: bytes where a name is no UTF-8. A file that is really called `\xf6` comes first. */
export function systemPath(path: string): string | Buffer {
  if (!hasBytes || path.search(escapedByte) < 0 || existsSync(path)) return path
  return pathBytes(path)
}

/** Whether {@link systemPath} of a name's text leads back to it: not where another file is really called so. */
export function isReachable(path: string, name: Buffer): boolean {
  if (isUtf8(name)) return true
  try {
    return pathBytes(basename(path)).equals(name) && !existsSync(path) && Boolean(lstatSync(systemPath(path)))
  } catch {
    return false
  }
}

/** The path with all links followed. Rejects as `realpath` does. */
export async function realPath(path: string): Promise<string> {
  return pathText(await realpath(systemPath(path), { encoding: 'buffer' }))
}

/**
 * The path that somebody meant whose program or shell could not say it: with a sign in the place of bytes that are no
 * UTF-8. Undefined where no file fits, or more than one.
 */
export async function meantPath(path: string): Promise<string | undefined> {
  if (!path.includes(replaced)) return undefined
  const folder = dirname(path)
  if (folder === path) return undefined
  const above = folder.includes(replaced) ? await meantPath(folder) : folder
  if (above === undefined) return undefined
  const wanted = basename(path)
  const names = await readdir(systemPath(above), { encoding: 'buffer' }).catch(() => [])
  const meant = names.filter((name) => name.toString() === wanted)
  const found = meant.length === 1 ? join(above, pathText(meant[0]!)) : undefined
  return found !== undefined && isReachable(found, meant[0]!) ? found : undefined
}
