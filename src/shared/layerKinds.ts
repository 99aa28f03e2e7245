import type { Language } from './language.ts'

/** The kinds that a network's layer table names, each with its German; `$1` … are numbers. */
const german: readonly (readonly [RegExp, string])[] = [
  [/^Convolution (\d+) × (\d+), stride (\d+)$/, 'Faltung $1 × $2, Schrittweite $3'],
  [/^Convolution (\d+) × (\d+)$/, 'Faltung $1 × $2'],
  [/^Largest of (\d+) × (\d+), stride (\d+)$/, 'Größter von $1 × $2, Schrittweite $3'],
  [/^Mean of (\d+) × (\d+), stride (\d+)$/, 'Mittel von $1 × $2, Schrittweite $3'],
  [/^Side by side$/, 'Nebeneinander'],
  [/^Softmax over channels$/, 'Softmax über die Kanäle'],
  [/^The largest (\d+) of each location$/, 'Die größten $1 jeder Stelle'],
  [/^The (\d+) highest places of the film$/, 'Die $1 höchsten Stellen der Aufnahme'],
  [/^Mean over locations$/, 'Mittel der Stellen'],
  [/^Scale and shift$/, 'Strecken und verschieben'],
]

/** A layer's kind in a language; as it was written where another version knows more kinds. */
export function layerKindIn(language: Language, kind: string): string {
  const known = language === 'de' ? german.find(([pattern]) => pattern.test(kind)) : undefined
  return known ? kind.replace(...known) : kind
}
