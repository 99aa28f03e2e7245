import type { DataSet } from 'dicom-parser'
import { bytesOf, textOf } from './attributes.ts'

/** Defined terms of Specific Character Set (0008,0005), PS3.3 C.12.1.1.2, by the WHATWG encoding that reads them. */
const encodings: Record<string, string> = {
  'ISO_IR 6': 'windows-1252',
  'ISO_IR 100': 'windows-1252',
  'ISO_IR 101': 'iso-8859-2',
  'ISO_IR 109': 'iso-8859-3',
  'ISO_IR 110': 'iso-8859-4',
  'ISO_IR 144': 'iso-8859-5',
  'ISO_IR 127': 'iso-8859-6',
  'ISO_IR 126': 'iso-8859-7',
  'ISO_IR 138': 'iso-8859-8',
  'ISO_IR 148': 'windows-1254',
  'ISO_IR 203': 'iso-8859-15',
  'ISO_IR 13': 'shift_jis',
  'ISO_IR 166': 'windows-874',
  'ISO_IR 192': 'utf-8',
  GB18030: 'gb18030',
  GBK: 'gbk',
}
/** Sets that have no term without escape sequences, but are used as if they had. */
const withoutEscapes: Record<string, string> = {
  'ISO_IR 149': 'euc-kr',
  'ISO_IR 58': 'gb18030',
  'ISO_IR 87': 'iso-2022-jp',
}

/** Terms that only stand for sets reached by escape sequences, with those above in their form ISO 2022 IR n. */
const extensions = new Set(['ISO 2022 IR 58', 'ISO 2022 IR 87', 'ISO 2022 IR 149', 'ISO 2022 IR 159'])

/**
 * Escape sequences of ISO/IEC 2022 code extension, PS3.3 Table C.12-3 and C.12-4: which half of the code table they set
 * (G0 below 0x80, G1 above) and how to read it.
 */
const escapes: Record<string, { half: 'g0' | 'g1'; encoding: string; bytes: 1 | 2 }> = {
  '(B': { half: 'g0', encoding: 'windows-1252', bytes: 1 },
  '(J': { half: 'g0', encoding: 'shift_jis', bytes: 1 },
  ')I': { half: 'g1', encoding: 'shift_jis', bytes: 1 },
  $B: { half: 'g0', encoding: 'euc-jp', bytes: 2 },
  '$@': { half: 'g0', encoding: 'euc-jp', bytes: 2 },
  '$(D': { half: 'g0', encoding: 'euc-jp-212', bytes: 2 },
  '$)C': { half: 'g1', encoding: 'euc-kr', bytes: 2 },
  '$)A': { half: 'g1', encoding: 'gb18030', bytes: 2 },
  '-A': { half: 'g1', encoding: 'windows-1252', bytes: 1 },
  '-B': { half: 'g1', encoding: 'iso-8859-2', bytes: 1 },
  '-C': { half: 'g1', encoding: 'iso-8859-3', bytes: 1 },
  '-D': { half: 'g1', encoding: 'iso-8859-4', bytes: 1 },
  '-L': { half: 'g1', encoding: 'iso-8859-5', bytes: 1 },
  '-G': { half: 'g1', encoding: 'iso-8859-6', bytes: 1 },
  '-F': { half: 'g1', encoding: 'iso-8859-7', bytes: 1 },
  '-H': { half: 'g1', encoding: 'iso-8859-8', bytes: 1 },
  '-M': { half: 'g1', encoding: 'windows-1254', bytes: 1 },
  '-T': { half: 'g1', encoding: 'windows-874', bytes: 1 },
}

const escape = 0x1b
/** A longer text is cut: no name or description is. */
const maximumBytes = 16_384

/**
 * A text attribute in the file's character set, trimmed; undefined where absent or empty. `root` holds Specific
 * Character Set. What cannot be read becomes U+FFFD. `vr`: PN has delimiters that other texts do not have.
 */
export function decodeText(
  dataSet: DataSet,
  tag: string,
  root: DataSet = dataSet,
  vr: string | undefined = dataSet.elements[tag]?.vr,
): string | undefined {
  const bytes = bytesOf(dataSet, tag)?.subarray(0, maximumBytes)
  if (bytes === undefined) return undefined
  return decodeBytes(bytes, termsOf(root), vr).replace(/\0+$/, '').trim() || undefined
}

/** False where Specific Character Set (0008,0005) holds what is no defined term of PS3.3 C.12.1.1.2. */
export function namesCharacterSet(root: DataSet): boolean {
  return termsOf(root).every((term) => term === '' || term in encodings || extensions.has(term) || isExtended(term))
}

function isExtended(term: string): boolean {
  return /^ISO 2022 IR \d+$/.test(term) && `ISO_IR ${term.slice(12)}` in encodings
}

function termsOf(root: DataSet): string[] {
  return (textOf(root, 'x00080005') ?? '').split('\\').map((term) => term.trim())
}

/** The set of the file's start that has no characters above 0x7F of its own. */
const plain = new Set(['', 'ISO_IR 6'])

/** `terms` are the values of Specific Character Set; the first is in force until an escape sequence says otherwise. */
export function decodeBytes(bytes: Uint8Array, terms: readonly string[], vr: string | undefined): string {
  const term = properTerm(terms[0] ?? '')
  const first = encodings[term] ?? withoutEscapes[term] ?? labelOf(term) ?? 'windows-1252'
  if (!bytes.includes(escape)) return new TextDecoder(first).decode(bytes)
  const start = { g0: 'windows-1252:1', g1: `${first}:1` }
  let state = { ...start }
  let text = ''
  let runStart = 0
  const flush = (end: number) => {
    text += decodeRun(bytes.subarray(runStart, end), state)
  }
  for (let index = 0; index < bytes.length; index++) {
    if (bytes[index] === escape) {
      const sequence = [3, 2]
        .map((length) => String.fromCharCode(...bytes.subarray(index + 1, index + 1 + length)))
        .find((key) => key in escapes)
      if (sequence === undefined) continue
      flush(index)
      const { half, encoding, bytes: width } = escapes[sequence]!
      state = { ...state, [half]: `${encoding}:${width}` }
      index += sequence.length
      runStart = index + 1
    } else if (isDelimiter(bytes[index]!, vr) && state.g0.endsWith(':1')) {
      // Code extensions end at a delimiter, PS3.5 6.1.2.5.3. Where nothing else can be meant by bytes above 0x7F, some
      // writers do not repeat theirs.
      flush(index + 1)
      state = plain.has(term) ? { ...start, g1: state.g1 } : { ...start }
      runStart = index + 1
    }
  }
  flush(bytes.length)
  return text
}

/** A defined term for what was written: `ISO IR 192`, `ISO-IR_192`, `ISO 2022 IR 192` and `UTF-8` mean one set. */
function properTerm(term: string): string {
  const upper = term.toUpperCase()
  const registered = /^ISO[-_ ]?(?:2022[-_ ]?)?IR[-_ ]?(\d+)$/.exec(upper)
  return registered ? `ISO_IR ${registered[1]}` : upper
}

/** A term that is none of DICOM's, but the name by which other standards know a set. */
function labelOf(term: string): string | undefined {
  try {
    return new TextDecoder(term).encoding
  } catch {
    return undefined
  }
}

/** Bytes between two escape sequences: split where the halves of the code table change. */
function decodeRun(bytes: Uint8Array, state: { g0: string; g1: string }): string {
  let text = ''
  for (let start = 0; start < bytes.length;) {
    const high = bytes[start]! >= 0x80
    let end = start + 1
    while (end < bytes.length && bytes[end]! >= 0x80 === high) end++
    text += decodeHalf(bytes.subarray(start, end), high ? state.g1 : state.g0)
    start = end
  }
  return text
}

function decodeHalf(bytes: Uint8Array, set: string): string {
  const [encoding, width] = set.split(':')
  // The double-byte sets are read through their EUC form, in which both bytes have the top bit set.
  if (encoding === 'euc-jp-212') return new TextDecoder('euc-jp').decode(inSet3(bytes))
  const readable = width === '2' ? bytes.map((byte) => (byte > 0x20 ? byte | 0x80 : byte)) : bytes
  return new TextDecoder(encoding).decode(readable)
}

function inSet3(bytes: Uint8Array): Uint8Array {
  return Uint8Array.from({ length: Math.floor(bytes.length / 2) * 3 }, (_, index) => {
    return index % 3 === 0 ? 0x8f : bytes[Math.floor(index / 3) * 2 + (index % 3) - 1]! | 0x80
  })
}

/** Line and page ends and tabs; `\` between values; in names also `^` and `=`. */
function isDelimiter(byte: number, vr: string | undefined): boolean {
  if (byte === 0x09 || byte === 0x0a || byte === 0x0c || byte === 0x0d) return true
  if (byte === 0x5c) return vr !== 'LT' && vr !== 'ST' && vr !== 'UT'
  return vr === 'PN' && (byte === 0x5e || byte === 0x3d)
}
