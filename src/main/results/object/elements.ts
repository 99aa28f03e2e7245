import dcmjs from 'dcmjs'

/** A value by its VR: text and numbers as they are, bytes for binary VRs, data sets for sequences. */
export type Value = string | number | Uint8Array | Attributes
/** Attributes by their keywords (PS3.6). An empty list is an attribute without a value (type 2); undefined is none. */
export type Attributes = { [keyword: string]: Value | readonly Value[] | WithVr | undefined }
/** For attributes whose VR depends on others, such as LUT Data: what it is here. */
export type WithVr = { vr: string; value: Uint8Array | readonly number[] }

/** Elements as dcmjs writes them, by tag. */
export type Elements = Record<string, { vr: string; Value: unknown[] }>

/** Longest value of each VR of text, characters, PS3.5 6.2. dcmjs writes longer ones without a word. */
const longest: Record<string, number> = {
  AE: 16,
  CS: 16,
  DS: 16,
  IS: 12,
  LO: 64,
  SH: 16,
  ST: 1024,
  LT: 10_240,
  UI: 64,
  TM: 14,
  DA: 8,
  AS: 4,
}

/**
 * Attributes → elements. dcmjs has this too, but leaves out keywords that it does not know, cuts numbers in the middle
 * and writes texts that are too long: here each of them is an error of the program.
 */
export function elementsOf(attributes: Attributes): Elements {
  const elements: Elements = {}
  for (const [keyword, value] of Object.entries(attributes)) {
    if (value === undefined) continue
    const known = dcmjs.data.DicomMetaDictionary.nameMap[keyword]
    if (!known) throw new Error(`DICOM has no attribute ${keyword}.`)
    const tag = known.tag.replaceAll(/[(),]/g, '').toUpperCase()
    elements[tag] = isWithVr(value) ? withVr(value) : elementOf(keyword, known.vr, value)
  }
  return elements
}

function isWithVr(value: unknown): value is WithVr {
  return typeof value === 'object' && value !== null && 'vr' in value && 'value' in value
}

function withVr({ vr, value }: WithVr): Elements[string] {
  return { vr, Value: value instanceof Uint8Array ? [bufferOf(value)] : [...value] }
}

function elementOf(keyword: string, vr: string, value: Value | readonly Value[]): Elements[string] {
  const values = (Array.isArray(value) ? value : [value]) as readonly Value[]
  if (vr === 'SQ') return { vr, Value: values.map((item) => elementsOf(item as Attributes)) }
  return { vr, Value: values.map((one) => (one instanceof Uint8Array ? bufferOf(one) : checked(keyword, vr, one))) }
}

function checked(keyword: string, vr: string, value: Value): Value {
  const isText = vr in longest || vr === 'PN' || vr === 'UT' || vr === 'UC'
  if (isText !== (typeof value === 'string')) throw new Error(`${keyword} (${vr}) cannot have this value.`)
  if (typeof value === 'string' && value.length > (longest[vr] ?? Infinity))
    throw new Error(`The value of ${keyword} is longer than ${vr} allows.`)
  return value
}

/** Even in length, as all values are, PS3.5 7.1.1. */
function bufferOf(bytes: Uint8Array): ArrayBuffer {
  const even = new Uint8Array(bytes.length + (bytes.length % 2))
  even.set(bytes)
  return even.buffer
}
