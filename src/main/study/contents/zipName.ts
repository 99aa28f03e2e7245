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

export type NameParts = {
  /** Without empty ones, without `.`, which is the folder itself, and without what leads out. */
  parts: string[]
  /** Whether the name leads out of the archive: by `..` or to a drive. An absolute one is taken from the archive's own root. */
  leadsOut: boolean
}

/** The folders and the file of a name. */
export function partsOf(name: string): NameParts {
  const below = name.replace(/^[a-z]:/i, '')
  const parts = below.split('/').filter((part) => part !== '' && part !== '.')
  const kept = parts.filter((part) => part !== '..')
  return { parts: kept, leadsOut: below !== name || kept.length < parts.length }
}
