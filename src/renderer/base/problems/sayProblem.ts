import type { Problem } from '#shared/problem.ts'
import { germanSentence } from '#shared/problems/german/index.ts'
import { spokenLanguage } from '#renderer/base/language/index.ts'

/** What is wrong and what to do, in the language that is set. */
export function sayProblem(problem: Problem): string {
  return spokenLanguage() === 'de' ? germanSentence(problem) : problem.message
}
