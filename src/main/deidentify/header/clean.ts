import type { DataSet, Element } from 'dicom-parser'
import { bytesOf } from '#main/study/dicom/attributes.ts'
import { decodeText } from '#main/study/dicom/characterSets.ts'
import { actionOf, type ProfileOptions } from '../table/action.ts'
import { encodeElement, encodeSequence, encodeText, type Encoding } from './encode.ts'
import { codesIn, isTerm } from './codes.ts'
import { areNumbers, dummyText, shifted } from './values.ts'
import type { Words } from './words.ts'

export type Cleaning = {
  options: ProfileOptions
  /** Pixel Representation (0028,0103), which tells US from SS where the file does not. */
  signed: boolean
  /** Holds Specific Character Set. */
  root: DataSet
  words: Words
  /** By how many days dates are shifted. */
  days: number
  /** What a UID of the file becomes. */
  uid(old: string): string
}

/** VRs whose value is bytes or numbers; a text in the place of one is not what it says. */
const binary = new Set(['AT', 'FD', 'FL', 'OB', 'OD', 'OF', 'OL', 'OV', 'OW', 'SL', 'SS', 'SV', 'UL', 'US', 'UV', 'UN'])
const plainUid = /^[\d.]+$/
const standardUid = /^1\.2\.840\.10008(\.\d+){1,12}$/

/** Texts that are kept are no longer than this. */
const longestText = 1024

/**
 * What is left of a data set: its elements as they are written, by their eight digits, in the order of their tags.
 * Sequences are cleaned within, whatever their depth. `swap`: the values lie in the other byte order.
 */
export function cleanDataSet(
  dataSet: DataSet,
  cleaning: Cleaning,
  encoding: Encoding,
  swap = false,
): Map<string, Buffer> {
  const left = new Map<string, Buffer>()
  for (const key of Object.keys(dataSet.elements).sort()) {
    const encoded = cleanElement(dataSet, dataSet.elements[key]!, cleaning, encoding, swap)
    if (encoded) left.set(key.slice(1), encoded)
  }
  return left
}

function cleanElement(
  dataSet: DataSet,
  element: Element,
  cleaning: Cleaning,
  encoding: Encoding,
  swap: boolean,
): Buffer | undefined {
  const tag = element.tag.slice(1)
  const { action, vr: possible } = actionOf(tag, cleaning.options)
  if (action === 'remove') return undefined
  const vr = oneOf(possible, cleaning.signed)
  const written = element.vr ?? vr
  if (action === 'empty') return encodeElement(tag, vr, new Uint8Array(), encoding)
  if (vr === 'SQ') return cleanSequence(tag, element, cleaning, encoding, swap)
  // What has items though it is no sequence is not what it says.
  if (element.items) return undefined
  const bytes = bytesOf(dataSet, element.tag)
  if (!bytes) return encodeElement(tag, written, new Uint8Array(), encoding)
  if (action === 'dummy' && vr !== 'UI') return dummy(tag, vr, encoding)
  if (binary.has(vr)) {
    if (!isPlain(vr, element.vr, bytes, cleaning)) return undefined
    return encodeElement(tag, written, swap ? swapped(bytes, written) : bytes, encoding)
  }
  const text = decodeText(dataSet, element.tag, cleaning.root, vr) ?? ''
  const value = { tag, vr, written, bytes, text }
  switch (action) {
    case 'uid':
    case 'class':
    case 'dummy':
      return encodeText(tag, 'UI', mappedUids(text, cleaning), encoding)
    case 'shift': {
      const moved = shifted(text, vr, cleaning.days)
      const { action: otherwise } = actionOf(tag, { ...cleaning.options, shiftDates: false })
      if (moved !== undefined) return encodeText(tag, vr, moved, encoding)
      if (otherwise === 'dummy') return dummy(tag, vr, encoding)
      return otherwise === 'empty' ? encodeElement(tag, vr, new Uint8Array(), encoding) : undefined
    }
    case 'number':
      return areNumbers(text) && !cleaning.words.inNumbers(text)
        ? encodeElement(tag, written, unpadded(bytes), encoding)
        : encodeText(tag, vr, '', encoding)
    case 'code':
      return cleanCode(value, cleaning, encoding)
    default:
      if (bytes.length > longestText || cleaning.words.inText(text) || cleaning.words.inBytes(bytes))
        return encodeText(tag, vr, '', encoding)
      return encodeElement(tag, written, unpadded(bytes), encoding)
  }
}

/** Texts are padded with spaces, though some writers take zeros, PS3.5 6.2. */
function unpadded(bytes: Uint8Array): Uint8Array {
  let { length } = bytes
  while (length > 0 && bytes[length - 1] === 0) length--
  return bytes.subarray(0, length)
}

function cleanSequence(
  tag: string,
  element: Element,
  cleaning: Cleaning,
  encoding: Encoding,
  swap: boolean,
): Buffer | undefined {
  // A value that cannot be read as items could hold anything.
  if (!element.items && element.length > 0) return undefined
  // A sequence in UN is little endian, whatever its data set is, PS3.5 6.2.2; it is written as what it is.
  const swapWithin = element.vr === 'UN' ? !encoding.littleEndian : swap
  const items = (element.items ?? []).flatMap((item) =>
    item.dataSet ? [Buffer.concat([...cleanDataSet(item.dataSet, cleaning, encoding, swapWithin).values()])] : [],
  )
  return encodeSequence(tag, items, encoding)
}

type TextValue = { tag: string; vr: string; written: string; bytes: Uint8Array; text: string }

/** Its bytes as they are, where they are a code. */
function cleanCode(
  { tag, vr, written, bytes, text }: TextValue,
  { words }: Cleaning,
  encoding: Encoding,
): Buffer | undefined {
  const code = codesIn(text)
    .map((one) => (isTerm(one) || !words.inText(one) ? one : ''))
    .join('\\')
  return code === text ? encodeElement(tag, written, unpadded(bytes), encoding) : encodeText(tag, vr, code, encoding)
}

const plainBytes = new Set(['OB', 'OW', 'UN'])

/** Numbers and bytes that are kept: written as such, and without a name among them. */
function isPlain(vr: string, written: string | undefined, bytes: Uint8Array, { words }: Cleaning): boolean {
  const isSaid =
    written === undefined || written === 'UN' || (binary.has(written) && plainBytes.has(written) === plainBytes.has(vr))
  return isSaid && !words.inBytes(bytes)
}

function dummy(tag: string, vr: string, encoding: Encoding): Buffer {
  const text = dummyText(vr)
  return text === undefined ? encodeElement(tag, vr, new Uint8Array(8), encoding) : encodeText(tag, vr, text, encoding)
}

function mappedUids(text: string, { uid }: Cleaning): string {
  return text
    .split('\\')
    .map((value) => value.replaceAll(/[\0\s]/g, ''))
    .map((value) => (value === '' || (plainUid.test(value) && standardUid.test(value)) ? value : uid(value)))
    .join('\\')
}

/** Of the VRs that the dictionary allows the one that is right here. */
function oneOf(possible: string, signed: boolean): string {
  if (possible.includes('SS')) return signed ? 'SS' : 'US'
  return possible.includes('OW') ? 'OW' : possible.slice(0, 2)
}

const wordBytes: Record<string, number> = {
  AT: 2,
  FD: 8,
  FL: 4,
  OV: 8,
  OW: 2,
  SL: 4,
  SS: 2,
  SV: 8,
  UL: 4,
  US: 2,
  UV: 8,
}

function swapped(bytes: Uint8Array, vr: string): Uint8Array {
  const width = wordBytes[vr] ?? 1
  return Uint8Array.from(bytes, (_, index) => bytes[index ^ (width - 1)] ?? 0)
}
