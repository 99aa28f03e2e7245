import { graveWarnings, type WarningCode } from '#shared/reading.ts'

/** The gravest first: what may turn the verdict, then what may hide something, then what is only good to know. */
const order: readonly WarningCode[] = [
  ...graveWarnings,
  'saturated',
  'cropped',
  'shuttered',
  'shutter-ignored',
  'too-small',
  'decoder-warned',
]
const remarks: readonly WarningCode[] = ['window-from-values', 'converted-from-colour', 'lossy', 'character-set']

/** True for what is said without a sign of warning, so that it does not drown the others. */
export const isRemark = (code: string): boolean => (remarks as readonly string[]).includes(code)

/** One that this page does not know may be as grave as any, and comes first. */
export function byWeight(warnings: readonly string[]): string[] {
  const all: readonly string[] = [...order, ...remarks]
  return [...warnings].sort((a, b) => all.indexOf(a) - all.indexOf(b))
}
