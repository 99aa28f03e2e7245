/** Values that say nothing, by VR, PS3.15 E.1.1: valid where one must be. */
const dummies: Record<string, string> = {
  AE: 'REMOVED',
  AS: '000Y',
  CS: 'REMOVED',
  DA: '19000101',
  DS: '0',
  DT: '19000101000000',
  IS: '0',
  LO: 'REMOVED',
  LT: 'REMOVED',
  PN: 'REMOVED',
  SH: 'REMOVED',
  ST: 'REMOVED',
  TM: '000000',
  UC: 'REMOVED',
  UR: 'about:blank',
  UT: 'REMOVED',
}

/** Undefined for VRs of bytes and numbers, whose dummy is bytes of zero. */
export const dummyText = (vr: string): string | undefined => dummies[vr]

const dayMs = 86_400_000

/**
 * A date (DA) or a moment (DT), or several, moved by whole days; a time of day (TM) stays as it is. Undefined where one
 * of them is not what its VR says, or has no day that could be moved.
 */
export function shifted(text: string, vr: string, days: number): string | undefined {
  const values = text.split('\\').map((value) => shiftedValue(value.trim(), vr, days))
  return values.some((value) => value === undefined) ? undefined : values.join('\\')
}

function shiftedValue(value: string, vr: string, days: number): string | undefined {
  if (value === '') return ''
  if (vr === 'TM') return /^\d{2}(:?\d{2}(:?\d{2}(\.\d{1,6})?)?)?$/.test(value) ? value.replaceAll(':', '') : undefined
  // ACR-NEMA wrote 1998.05.12.
  const parts =
    vr === 'DA'
      ? /^(\d{4})\.?(\d{2})\.?(\d{2})()$/.exec(value)
      : /^(\d{4})(\d{2})(\d{2})((?:\d{2}){0,3}(?:\.\d{1,6})?(?:[+-]\d{4})?)$/.exec(value)
  if (!parts) return undefined
  const [, year, month, day, rest] = parts
  const time = Date.UTC(Number(year), Number(month) - 1, Number(day))
  // 1998-02-31 is no day, and would become another one.
  if (new Date(time).getUTCDate() !== Number(day) || Number(year) < 100) return undefined
  return `${new Date(time + days * dayMs).toISOString().slice(0, 10).replaceAll('-', '')}${rest}`
}

/** Whether a text is of numbers (DS, IS). A decimal comma is forbidden, but written in the field. */
export const areNumbers = (text: string): boolean => /^[\d+\-.,eE\\\s]*$/.test(text)
