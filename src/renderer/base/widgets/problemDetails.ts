import type { About } from '#shared/contract/index.ts'
import type { Problem } from '#shared/problem.ts'

/** What a person may paste into a bug report: no patient, no path, no file name. */
export function problemDetails(problem: Problem, about: About | undefined, subject: string): string {
  return [
    `code: ${problem.code}`,
    problem.where && `where: ${problem.where}`,
    `message: ${problem.message}`,
    subject && `file: ${subject}`,
    about && `FractureGuard ${about.version} (${about.host}), model ${about.activeModel.id}, engine ${about.engine}`,
  ]
    .filter(Boolean)
    .join('\n')
}
