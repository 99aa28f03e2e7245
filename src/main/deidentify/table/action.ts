import { rowOf, type ProfileAction, type Row } from './table.ts'
import { unlisted, type UnlistedAction } from './unlisted.ts'

/** Options of PS3.15 E.3 that are offered. */
export type ProfileOptions = {
  /** Retain Device Identity Option, E.3.9. */
  retainDevice: boolean
  /** Retain Longitudinal Temporal Information with Modified Dates Option, E.3.6. */
  shiftDates: boolean
}

/**
 * What is done with an attribute. `remove`: it goes. `empty`: no value, of a sequence no item. `dummy`: a value that says
 * nothing; in a sequence, in each of its items. `uid`: mapped; in a sequence, in its items. `shift`: as many days for all
 * of a patient. `keep`, and others for what the table does not list; see {@link UnlistedAction}.
 */
export type Action = 'remove' | 'empty' | 'dummy' | 'uid' | 'shift' | UnlistedAction

/**
 * Where the profile leaves it to the object's type whether an attribute may be absent or empty, what is right for each
 * type: an empty value for types 2 and 3, a dummy for all.
 */
const actions: Record<ProfileAction, Action> = {
  X: 'remove',
  Z: 'empty',
  D: 'dummy',
  U: 'uid',
  'X/Z': 'empty',
  'X/D': 'dummy',
  'X/Z/D': 'dummy',
  'Z/D': 'dummy',
  'X/Z/U*': 'uid',
}

/** Of a sequence no type of image needs one without an item, but for Acquisition Context Sequence, of type 2. */
const mayGo: ReadonlySet<ProfileAction> = new Set(['X/Z', 'X/D', 'X/Z/D'])
const acquisitionContext = '00400555'

const moments = new Set(['DA', 'DT', 'TM'])

/** By the eight digits of a tag (hexadecimal, lower case). Attributes that no edition knows, and private ones, go. */
export function actionOf(tag: string, options: ProfileOptions): { action: Action; vr: string } {
  const group = Number.parseInt(tag.slice(0, 4), 16)
  if (group % 2 === 1) return { action: 'remove', vr: 'UN' }
  // Without their data, which go, the planes of overlays are not valid.
  if (tag.startsWith('60')) return { action: 'remove', vr: 'UN' }
  const row = rowOf(tag)
  if (row === undefined) return unlisted(tag)
  return { action: listed(tag, row, options), vr: row.vr }
}

function listed(tag: string, row: Row, { retainDevice, shiftDates }: ProfileOptions): Action {
  const isMoment = moments.has(row.vr)
  // What a device's option keeps of dates it keeps as dates: another option says whether they are shifted.
  if (retainDevice && row.device === 'K' && !isMoment) return row.vr === 'SQ' ? 'within' : 'keep'
  if (shiftDates && row.dates === 'C' && isMoment) return 'shift'
  if (row.vr === 'SQ' && mayGo.has(row.basic)) return tag === acquisitionContext ? 'empty' : 'remove'
  return actions[row.basic]
}
