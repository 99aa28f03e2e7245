import { getFileNameLowLevel, type Entry } from 'yauzl'

/** Bit 11 of the general purpose flags, APPNOTE 4.4.4: the name is UTF-8. */
const isUtf8 = 0x800
const strictUtf8 = new TextDecoder('utf-8', { fatal: true })

/**
 * The name of an entry whose strings were left as bytes. Without the flag the standard means code page 437, but many
 * writers put UTF-8 there; with it, some put something else: then every byte becomes a sign of code page 437, so that
 * different names stay different.
 */
export function entryName({ fileNameRaw, generalPurposeBitFlag, extraFields }: Entry): string {
  const flags = readsAsUtf8(fileNameRaw) ? generalPurposeBitFlag | isUtf8 : generalPurposeBitFlag & ~isUtf8
  return getFileNameLowLevel(flags, fileNameRaw, extraFields, false)
}

function readsAsUtf8(bytes: Uint8Array): boolean {
  try {
    strictUtf8.decode(bytes)
    return true
  } catch {
    return false
  }
}

/**
 * The folders and the file of a name: without empty parts and without `.`, which is the folder itself. Undefined where
 * the name leads out of the archive. An absolute name is taken from the archive's own root.
 */
export function partsOf(name: string): string[] | undefined {
  if (/^[a-z]:/i.test(name)) return undefined
  const parts = name.split('/').filter((part) => part !== '' && part !== '.')
  return parts.includes('..') ? undefined : parts
}
