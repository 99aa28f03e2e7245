import type { ProfileOptions } from '../table/action.ts'
import { edition } from '../table/rows.ts'
import { encodeElement, encodeSequence, encodeText, type Encoding } from './encode.ts'

/** CID 7050, PS3.16: what was done. */
const methods = {
  basic: ['113100', 'Basic Application Confidentiality Profile'],
  cleanPixels: ['113101', 'Clean Pixel Data Option'],
  shiftDates: ['113107', 'Retain Longitudinal Temporal Information Modified Dates Option'],
  retainDevice: ['113109', 'Retain Device Identity Option'],
} as const

export type Said = ProfileOptions & {
  /** Boxes were made black, and somebody says that no text is left. */
  cleanPixels: boolean
  pseudonym: string
  programVersion: string
}

/** Elements that say who the film is of now and what was done, PS3.15 E.1.1 and PS3.3 C.7.1.1, by their digits. */
export function addedElements(said: Said, encoding: Encoding): Map<string, Buffer> {
  const text = (tag: string, vr: string, value: string): [string, Buffer] => [tag, encodeText(tag, vr, value, encoding)]
  const chosen = (['basic', 'cleanPixels', 'retainDevice', 'shiftDates'] as const).filter(
    (name) => name === 'basic' || said[name],
  )
  const items = chosen.map((name) => {
    const [value, meaning] = methods[name]
    const code = [text('00080100', 'SH', value), text('00080102', 'SH', 'DCM'), text('00080104', 'LO', meaning)]
    return Buffer.concat(code.map(([, bytes]) => bytes))
  })
  const method = [`DICOM PS3.15 ${edition} Table E.1-1`, `FractureGuard ${said.programVersion}`.slice(0, 64)].join('\\')
  return new Map([
    text('00100010', 'PN', said.pseudonym),
    text('00100020', 'LO', said.pseudonym),
    text('00120062', 'CS', 'YES'),
    text('00120063', 'LO', method),
    ['00120064', encodeSequence('00120064', items, encoding)],
    text('00280303', 'CS', said.shiftDates ? 'MODIFIED' : 'REMOVED'),
    ...(said.cleanPixels ? [text('00280301', 'CS', 'NO')] : []),
  ])
}

/** Type 2 attributes of the Patient and General Study modules, PS3.3 C.7.1.1 and C.7.2.1: there where a file had none. */
export function missingElements(present: ReadonlySet<string>, encoding: Encoding): [string, Buffer][] {
  const needed = [
    ['00080020', 'DA'],
    ['00080030', 'TM'],
    ['00080050', 'SH'],
    ['00080090', 'PN'],
    ['00100030', 'DA'],
    ['00100040', 'CS'],
    ['00200010', 'SH'],
  ] as const
  return needed
    .filter(([tag]) => !present.has(tag))
    .map(([tag, vr]) => [tag, encodeElement(tag, vr, new Uint8Array(), encoding)])
}
