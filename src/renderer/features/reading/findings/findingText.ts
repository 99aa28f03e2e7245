import type { Finding } from '#shared/finding.ts'
import { showProbability } from '#renderer/features/verdict/index.ts'
import { readingWords } from '../words/reading.ts'

/** Such as `likely 0.91`. */
export const findingText = ({ point, probability }: Pick<Finding, 'point' | 'probability'>): string =>
  `${readingWords.findings.point[point]} ${showProbability(probability)}`

/** All of a reading in a line; see `Reading.findings`. */
export function findingsText(findings: readonly Finding[] | null): string {
  if (findings === null) return readingWords.findings.unknown
  if (findings.length === 0) return readingWords.findings.none
  return `${readingWords.findings.count(findings.length)}: ${findings.map(findingText).join(', ')}`
}
