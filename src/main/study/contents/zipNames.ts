import { getFileNameLowLevel, type Entry } from 'yauzl'

/** APPNOTE 4.4.4, bit 11: the name is in UTF-8. */
const utf8Flag = 0x800

/**
 * Names of an archive's files as people read them, with `/` between folders, each once: none begins or ends with `/`,
 * none has a `.` or an empty part, so that it stays the same where it is written behind the archive's path. Undefined
 * for an entry that is a folder.
 */
export class ZipNames {
  readonly #taken = new Set<string>()

  of(entry: Entry): string | undefined {
    const decoded = decodedName(entry)
    const parts = decoded.split('/').filter((part) => part !== '' && part !== '.')
    if (parts.length === 0 || decoded.endsWith('/')) return undefined
    const name = parts.join('/')
    let unique = name
    // What cannot be decoded becomes one and the same sign, so that two names may become one.
    for (let count = 2; this.#taken.has(unique); count++) unique = `${name} (${count})`
    this.#taken.add(unique)
    return unique
  }
}

/**
 * UTF-8 wherever the bytes are, whatever the entry says of them: most programs do not say. Else as the format has it,
 * code page 437, in which a name from elsewhere is not what it was, but one that can be told and found again.
 */
function decodedName({ generalPurposeBitFlag, fileNameRaw, extraFields }: Entry): string {
  const isUtf8 = isValidUtf8(fileNameRaw)
  const flags = isUtf8 ? generalPurposeBitFlag | utf8Flag : generalPurposeBitFlag & ~utf8Flag
  // Strict: a backslash may be the second half of a letter, as in Shift JIS.
  const name = getFileNameLowLevel(flags, fileNameRaw, extraFields, true)
  return isUtf8 ? name.replaceAll('\\', '/') : name.replaceAll('\\', '_')
}

function isValidUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    return true
  } catch {
    return false
  }
}
