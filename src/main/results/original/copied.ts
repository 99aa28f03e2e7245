import type { DataSet } from 'dicom-parser'
import { textOf } from '#main/study/dicom/attributes.ts'
import { decodeText } from '#main/study/dicom/characterSets.ts'
import type { Attributes } from '../object/elements.ts'

/**
 * Reads of attributes that are copied from an original into its results. What its VR does not allow there (PS3.5 6.2)
 * is put right where that changes nothing but the form, and else left empty: an archive that refuses the result would
 * lose more.
 */
type Read = (dataSet: DataSet, tag: string) => string

const characters = (limit: number, vr: string): Read => {
  return (dataSet, tag) => {
    const text = decodeText(dataSet, tag, dataSet, vr) ?? ''
    // Control characters have no place in these VRs, and `\` would make two values of one.
    return cut(
      text
        .replaceAll(/\p{Cc}+/gu, ' ')
        .replaceAll('\\', '/')
        .trim(),
      limit,
    )
  }
}

/** The first `limit` characters, none of them halved. */
function cut(text: string, limit: number): string {
  return text.length > limit ? text.slice(0, limit).replace(/[\uD800-\uDBFF]$/, '') : text
}

const matching = (pattern: RegExp, put: (text: string) => string = (text) => text): Read => {
  return (dataSet, tag) => {
    const text = put((textOf(dataSet, tag) ?? '').split('\\')[0]!.trim())
    return pattern.test(text) ? text : ''
  }
}

export const reads = {
  PN: (dataSet, tag) => personNameIn(decodeText(dataSet, tag, dataSet, 'PN') ?? ''),
  LO: characters(64, 'LO'),
  SH: characters(16, 'SH'),
  LT: characters(10_240, 'LT'),
  // ACR-NEMA wrote 1998.05.12 and 10:20:30.
  DA: matching(/^\d{4}(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])$/, (text) => text.replaceAll('.', '')),
  TM: matching(/^([01]\d|2[0-3])([0-5]\d([0-5]\d(\.\d{1,6})?)?)?$/, (text) => text.replaceAll(':', '')),
  CS: matching(/^[A-Z0-9_ ]{1,16}$/, (text) => text.toUpperCase()),
  AS: matching(/^\d{3}[DWMY]$/),
  DS: matching(/^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/, (text) => (text.length <= 16 ? text : '')),
  IS: matching(/^[+-]?\d{1,10}$/),
  UI: matching(/^(0|[1-9]\d*)(\.(0|[1-9]\d*))*$/, (text) => text.replace(/\0+$/, '')),
} satisfies Record<string, Read>

/** At most three groups of 64 characters, of five components each, PS3.5 6.2.1. */
function personNameIn(text: string): string {
  const [first] = text.replaceAll(/\p{Cc}+/gu, ' ').split('\\')
  return first!
    .split('=')
    .slice(0, 3)
    .map((group) => cut(group.split('^').slice(0, 5).join('^').trim(), 64))
    .join('=')
    .replace(/=+$/, '')
}

type Wanted = { keyword: string; tag: string; vr: keyof typeof reads; always?: boolean; only?: readonly string[] }

const sexes = ['M', 'F', 'O']

/** Patient, General Study and Patient Study modules, PS3.3 C.7.1.1, C.7.2.1, C.7.2.2; `always`: type 2. */
const patientAndStudy: readonly Wanted[] = [
  { keyword: 'PatientName', tag: 'x00100010', vr: 'PN', always: true },
  { keyword: 'PatientID', tag: 'x00100020', vr: 'LO', always: true },
  { keyword: 'IssuerOfPatientID', tag: 'x00100021', vr: 'LO' },
  { keyword: 'PatientBirthDate', tag: 'x00100030', vr: 'DA', always: true },
  { keyword: 'PatientSex', tag: 'x00100040', vr: 'CS', always: true, only: sexes },
  { keyword: 'PatientIdentityRemoved', tag: 'x00120062', vr: 'CS', only: ['YES', 'NO'] },
  { keyword: 'DeidentificationMethod', tag: 'x00120063', vr: 'LO' },
  { keyword: 'StudyDate', tag: 'x00080020', vr: 'DA', always: true },
  { keyword: 'StudyTime', tag: 'x00080030', vr: 'TM', always: true },
  { keyword: 'AccessionNumber', tag: 'x00080050', vr: 'SH', always: true },
  { keyword: 'ReferringPhysicianName', tag: 'x00080090', vr: 'PN', always: true },
  { keyword: 'StudyID', tag: 'x00200010', vr: 'SH', always: true },
  { keyword: 'StudyDescription', tag: 'x00081030', vr: 'LO' },
  { keyword: 'PatientAge', tag: 'x00101010', vr: 'AS' },
  { keyword: 'PatientSize', tag: 'x00101020', vr: 'DS' },
  { keyword: 'PatientWeight', tag: 'x00101030', vr: 'DS' },
]

/** Who and which study an original is of, as its results say it too. */
export function copiedFrom(dataSet: DataSet): Attributes {
  const copied: Attributes = {}
  for (const { keyword, tag, vr, always, only } of patientAndStudy) {
    const text = reads[vr](dataSet, tag)
    const value = only && !only.includes(text) ? '' : text
    if (value !== '') copied[keyword] = value
    else if (always) copied[keyword] = []
  }
  // "Removed" asks for how, PS3.3 C.7.1.1: where only codes say so, a sentence does.
  if (copied.PatientIdentityRemoved === 'YES') copied.DeidentificationMethod ??= 'See the original'
  return copied
}
