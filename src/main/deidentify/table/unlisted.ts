import dictionary from '@iwharris/dicom-data-dictionary'

/**
 * What is done with an attribute that the table does not list. `within`: a sequence, whose items are cleaned. `number`,
 * `code`: kept where it is one. `class`: a UID of the standard's own is kept, any other mapped. `keep`: kept. `dummy`: a
 * value that says nothing.
 */
export type UnlistedAction = 'within' | 'number' | 'code' | 'class' | 'keep' | 'dummy' | 'remove'

/**
 * Texts that are kept though somebody might have typed into them: codes, and what equipment writes of itself and of its
 * greys. All other texts that the table does not list are replaced, which is more than the profile asks for.
 */
const texts: ReadonlySet<string> = new Set([
  ...['00080070', '00081090', '00181020', '00181016', '00181018', '00181019'],
  ...['00080100', '00080102', '00080103', '00080104', '00080119', '00080120'],
  ...['00181160', '00181161', '00181180', '00181210', '00181260', '00181261', '00187040', '00187041'],
  ...['00281054', '00281055', '00283003', '00283004', '0020930f', '00209056'],
])

/** Bytes without which pixels cannot be read: tables of greys and colours, offsets of frames. */
const bytes: ReadonlySet<string> = new Set([
  ...['00281201', '00281202', '00281203', '00281204', '00281211', '00281212', '00281213'],
  ...['00281221', '00281222', '00281223', '00281224', '00283006', '7fe00001', '7fe00002'],
])

/** A text becomes one that says nothing: whether it may be absent or empty depends on the object's type. */
const kinds: Partial<Record<string, UnlistedAction>> = {
  AE: 'dummy',
  LO: 'dummy',
  LT: 'dummy',
  PN: 'dummy',
  SH: 'dummy',
  ST: 'dummy',
  UC: 'dummy',
  UR: 'dummy',
  UT: 'dummy',
  SQ: 'within',
  UI: 'class',
  CS: 'code',
  DS: 'number',
  IS: 'number',
  US: 'number',
  SS: 'number',
  UL: 'number',
  SL: 'number',
  UV: 'number',
  SV: 'number',
  FL: 'number',
  FD: 'number',
  AT: 'number',
}

const known: Readonly<Record<string, { vr: string } | undefined>> = dictionary.elements

export function unlisted(tag: string): { action: UnlistedAction; vr: string } {
  const entry = known[`(${tag.slice(0, 4)},${tag.slice(4)})`.toUpperCase()]
  if (!entry) return { action: 'remove', vr: 'UN' }
  const { vr } = entry
  if (texts.has(tag) || bytes.has(tag)) return { action: 'keep', vr }
  return { action: kinds[vr.slice(0, 2)] ?? 'remove', vr }
}
