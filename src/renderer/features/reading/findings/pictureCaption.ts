import { graveOf, type Reading } from '#shared/reading.ts'
import { showProbability, verdictWords } from '#renderer/features/verdict/index.ts'
import { readingWords } from '../words/reading.ts'
import { findingsText } from './findingText.ts'

/** What a saved picture says below the film, a line each. Nothing in it names the patient. */
export function pictureCaption(reading: Reading | undefined, evidence: boolean): string[] {
  if (!reading) return [readingWords.picture.unread, readingWords.picture.notice]
  const { verdict, probability, model, findings, notJudged } = reading
  const by = readingWords.picture.model(model.name)
  const cautions = graveOf(reading).map((code) => readingWords.warning(code))
  if (notJudged)
    return [
      `${verdictWords.verdict[verdict]} · ${by}`,
      readingWords.warning(notJudged),
      ...cautions,
      readingWords.picture.notice,
    ]
  return [
    `${verdictWords.verdict[verdict]} ${showProbability(probability)} · ${by}`,
    findingsText(findings),
    ...cautions,
    ...(evidence ? [`${readingWords.evidence}: ${readingWords.evidenceLead}`] : []),
    readingWords.picture.notice,
  ]
}
