import { createHash } from 'node:crypto'
import dcmjs from 'dcmjs'
import { elementsOf, type Attributes, type Elements } from './elements.ts'
import { uidOf } from './uids.ts'

const explicitLittleEndian = '1.2.840.10008.1.2.1'
/** Who wrote a file, PS3.10 7.1. */
export const implementation = { uid: uidOf('FractureGuard', 'implementation'), name: 'FRACTUREGUARD' }

/** When something was written, as DICOM says it. */
export type Moment = { date: string; time: string }

export function momentOf(date: Date): Moment {
  const two = (value: number): string => String(value).padStart(2, '0')
  return {
    date: `${date.getFullYear()}${two(date.getMonth() + 1)}${two(date.getDate())}`,
    time: `${two(date.getHours())}${two(date.getMinutes())}${two(date.getSeconds())}`,
  }
}

export type DicomObject = { sopClassUid: string; sopInstanceUid: string; bytes: Uint8Array }

/**
 * A finished object as a file, PS3.10 7. Its UID follows from all that it holds but the time of writing (`times`): a
 * changed result is a new object, since archives keep the first of two with one UID, and the same result is the same.
 */
export function dicomObject(sopClassUid: string, content: Attributes, times: Attributes): DicomObject {
  const elements = elementsOf({ SOPClassUID: sopClassUid, SpecificCharacterSet: 'ISO_IR 192', ...content })
  const sopInstanceUid = uidOf('instance', JSON.stringify(hashable(elements)))
  Object.assign(elements, elementsOf({ SOPInstanceUID: sopInstanceUid, ...times }))
  const file = new dcmjs.data.DicomDict({
    '00020001': { vr: 'OB', Value: [new Uint8Array([0, 1]).buffer] },
    '00020002': { vr: 'UI', Value: [sopClassUid] },
    '00020003': { vr: 'UI', Value: [sopInstanceUid] },
    '00020010': { vr: 'UI', Value: [explicitLittleEndian] },
    '00020012': { vr: 'UI', Value: [implementation.uid] },
    '00020013': { vr: 'SH', Value: [implementation.name] },
  })
  file.dict = elements
  return { sopClassUid, sopInstanceUid, bytes: new Uint8Array(file.write()) }
}

/** The same elements in the order of their tags, long bytes as their hash. */
function hashable(elements: Elements): unknown {
  return Object.keys(elements)
    .sort()
    .map((tag) => [
      tag,
      elements[tag]!.Value.map((value) => {
        if (value instanceof ArrayBuffer) return createHash('sha256').update(new Uint8Array(value)).digest('hex')
        return typeof value === 'object' ? hashable(value as Elements) : value
      }),
    ])
}
