import type { Translation } from '#renderer/base/language/index.ts'
import type { VerdictWords } from './words.ts'

export const german: Translation<VerdictWords> = {
  verdict: {
    fracture: 'Fraktur',
    uncertain: 'Unsicher',
    'no-fracture': 'Keine Fraktur',
    'not-judged': 'Kein Urteil',
  },
  scale: 'Skala der Wahrscheinlichkeit',
  zones: 'Bereiche der Skala',
  ruleOut: 'Ausschluss',
  ruleIn: 'Einschluss',
  atMost: (value: string) => `≤ ${value}`,
  between: (low: string, high: string) => `${low} – ${high}`,
  atLeast: (value: string) => `≥ ${value}`,
}
