import { decimals } from '#renderer/base/language/index.ts'

/** Two decimals, but never a 0.00 or 1.00 that is not exactly so. */
export function showProbability(probability: number): string {
  if (probability > 0 && probability < 0.005) return `<${decimals(0.01, 2)}`
  if (probability < 1 && probability > 0.995) return `>${decimals(0.99, 2)}`
  return decimals(probability, 2)
}
