import type { Reading } from '#shared/reading.ts'
import { showProbability, verdictWords } from '#renderer/features/verdict/index.ts'
import { readingWords } from '../words/reading.ts'
import { findingsText } from './findingText.ts'

/** What a saved picture says below the film, a line each. Nothing in it names the patient. */
export function pictureCaption(reading: Reading | undefined, evidence: boolean): string[] {
  if (!reading) return [readingWords.picture.unread, readingWords.picture.notice]
  const { verdict, probability, model, findings } = reading
  return [
    `${verdictWords.verdict[verdict]} ${showProbability(probability)} · ${readingWords.picture.model(model.name)}`,
    findingsText(findings),
    ...(evidence ? [`${readingWords.evidence}: ${readingWords.evidenceLead}`] : []),
    readingWords.picture.notice,
  ]
}
