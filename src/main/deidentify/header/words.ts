import type { DataSet } from 'dicom-parser'
import { bytesOf } from '#main/study/dicom/attributes.ts'
import { decodeText } from '#main/study/dicom/characterSets.ts'
import { rowOf } from '../table/table.ts'

/** Attributes that number a patient, besides names of people. */
const ids = new Set([
  'x00100020',
  'x00100030',
  'x00101000',
  'x00101001',
  'x00101005',
  'x00101060',
  'x00080050',
  'x00102154',
])

/** Words of names that are no names. */
const usual = new Set([
  'THE',
  'AND',
  'MISS',
  'DR',
  'PROF',
  'MED',
  'MR',
  'MRS',
  'MS',
  'II',
  'III',
  'JR',
  'SR',
  'REMOVED',
])

/** Languages that write names without spaces around them. */
const eastAsian = /[\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}\p{scx=Hangul}]/u

/**
 * The names and numbers by which a file names people, as it is found: values that are kept are searched for them, for
 * somebody may have written a name where none belongs.
 */
export class Words {
  /** In upper case, as texts are compared. */
  readonly #words = new Set<string>()
  readonly #bytes: Buffer[] = []

  constructor(root: DataSet) {
    this.#collect(root, root)
    for (const word of this.#words)
      if (word.length >= 5 || eastAsian.test(word))
        this.#bytes.push(...formsOf(word).filter(({ length }) => length >= fewestBytes))
  }

  /** Whether a text holds one: a short one as a word, a longer or East Asian one anywhere. */
  inText(text: string): boolean {
    const upper = text.toUpperCase()
    const parts = partsOf(upper)
    const joined = parts.join('')
    return [...this.#words].some(
      (word) =>
        parts.includes(word) ||
        (eastAsian.test(word) ? joined.includes(word) : word.length >= fewestAnywhere && upper.includes(word)),
    )
  }

  /** Whether one of some numbers is one; a long one anywhere, for the digits of a short one are those of a length too. */
  inNumbers(text: string): boolean {
    const numbers = text.split('\\').map((number) => number.trim())
    return [...this.#words].some((word) => numbers.includes(word) || (word.length >= 8 && text.includes(word)))
  }

  /**
   * Whether bytes hold one of five letters or more, or an East Asian one of five bytes or more, in any usual form. Fewer
   * would be found in any long table of numbers.
   */
  inBytes(bytes: Uint8Array): boolean {
    const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    return this.#bytes.some((form) => buffer.includes(form))
  }

  #collect(dataSet: DataSet, root: DataSet): void {
    for (const [tag, element] of Object.entries(dataSet.elements)) {
      for (const item of element.items ?? []) if (item.dataSet) this.#collect(item.dataSet, root)
      if (element.items || !bytesOf(dataSet, tag)) continue
      const vr = element.vr === undefined || element.vr === 'UN' ? rowOf(tag.slice(1))?.vr : element.vr
      if (vr !== 'PN' && !ids.has(tag)) continue
      const text = (decodeText(dataSet, tag, root, vr) ?? '').toUpperCase()
      if (vr === 'PN') for (const word of [...partsOf(text), ...joinedNames(text)]) if (word.length > 1) this.#add(word)
      if (ids.has(tag)) for (const id of text.split('\\')) if (id.trim().length > 3) this.#add(id.trim())
    }
  }

  #add(word: string): void {
    if (!usual.has(word)) this.#words.add(word)
  }
}

/** Short ones are parts of many other words. */
const fewestAnywhere = 4
const fewestBytes = 5

/** Family and given name as one word in both orders, of each value and each of its writings (PS3.5 6.2.1). */
function joinedNames(text: string): string[] {
  const names = text.split(/[\\=]/).map((name) => name.split('^', 2).map((part) => partsOf(part).join('')))
  return names
    .flatMap(([family = '', given = '']) => (family && given ? [family + given, given + family] : []))
    .filter((word) => word.length >= fewestAnywhere || eastAsian.test(word))
}

const partsOf = (text: string): string[] => text.split(/[^\p{L}\p{N}]+/u).filter((part) => part !== '')

/** A word in the cases and encodings in which programs write. */
function formsOf(upper: string): Buffer[] {
  const lower = upper.toLowerCase()
  return [upper, lower, upper[0] + lower.slice(1)].flatMap((text) => [
    Buffer.from(text, 'utf8'),
    ...(/^[\0-\u{FF}]*$/u.test(text) ? [Buffer.from(text, 'latin1')] : []),
    Buffer.from(text, 'utf16le'),
    Buffer.from(text, 'utf16le').swap16(),
  ])
}
