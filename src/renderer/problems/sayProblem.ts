import type { Problem } from '#shared/problem.ts'
import { spokenLanguage } from '#renderer/base/language/index.ts'
import { germanSentence } from './problemsGerman.ts'

/**
 * What is wrong and what to do: in English as the program said it, in other languages by its code where the sentence is
 * not known.
 */
export function sayProblem(problem: Pick<Problem, 'code' | 'message'>): string {
  return spokenLanguage() === 'de' ? germanSentence(problem) : problem.message
}
