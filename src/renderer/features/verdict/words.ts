import { defineWords } from '#renderer/base/language/index.ts'
import { german } from './wordsGerman.ts'

const english = {
  verdict: { fracture: 'Fracture', uncertain: 'Uncertain', 'no-fracture': 'No fracture', 'not-judged': 'Not judged' },
  scale: 'Probability scale',
  zones: 'Zones of the scale',
  ruleOut: 'rule-out',
  ruleIn: 'rule-in',
  atMost: (value: string) => `≤ ${value}`,
  between: (low: string, high: string) => `${low} – ${high}`,
  atLeast: (value: string) => `≥ ${value}`,
}
export type VerdictWords = typeof english

/** The words of a verdict and of the scale on which it lies. */
export const verdictWords = defineWords({ en: english, de: german })
