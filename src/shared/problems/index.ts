import { apiProblems } from './api.ts'
import { appProblems } from './app.ts'
import type { ProblemCode } from './codes.ts'
import { deidentifyProblems } from './deidentify.ts'
import { engineProblems } from './engines.ts'
import { fits, type ArgumentsOfKinds, type EntryWith, type Kinds, type PlainEntry } from './entry.ts'
import { fleetProblems } from './fleet.ts'
import { marksProblems } from './marks.ts'
import { modelProblems } from './models.ts'
import { pacsProblems } from './pacs.ts'
import { resultsProblems } from './results.ts'
import { reviewsProblems } from './reviews.ts'
import { scanProblems } from './scan.ts'
import { studyProblems } from './study.ts'
import { trainingProblems } from './training.ts'

export { problemCodes, type ProblemCode } from './codes.ts'
export type { Kinds, Sayings } from './entry.ts'
export type {
  apiProblems,
  appProblems,
  deidentifyProblems,
  engineProblems,
  fleetProblems,
  marksProblems,
  modelProblems,
  pacsProblems,
  resultsProblems,
  reviewsProblems,
  scanProblems,
  studyProblems,
  trainingProblems,
}

/** By subject, so that a test finds an id that two of them have. */
export const problemSubjects = {
  study: studyProblems,
  models: modelProblems,
  engines: engineProblems,
  training: trainingProblems,
  marks: marksProblems,
  scan: scanProblems,
  fleet: fleetProblems,
  results: resultsProblems,
  deidentify: deidentifyProblems,
  reviews: reviewsProblems,
  pacs: pacsProblems,
  api: apiProblems,
  app: appProblems,
}

/** Everything that the program may say went wrong, by id. */
export const problems = {
  ...studyProblems,
  ...modelProblems,
  ...engineProblems,
  ...trainingProblems,
  ...marksProblems,
  ...scanProblems,
  ...fleetProblems,
  ...resultsProblems,
  ...deidentifyProblems,
  ...reviewsProblems,
  ...pacsProblems,
  ...apiProblems,
  ...appProblems,
}
export type ProblemId = keyof typeof problems

/** Those whose sentence takes no arguments. */
export type PlainProblemId = {
  [Id in ProblemId]: (typeof problems)[Id] extends PlainEntry ? Id : never
}[ProblemId]

/** What the sentence of a problem takes; never for those that take nothing. */
export type ProblemArguments<Id extends ProblemId> = Id extends ProblemId
  ? (typeof problems)[Id] extends EntryWith<infer K extends Kinds>
    ? ArgumentsOfKinds<K>
    : never
  : never

/** Arguments as they travel. */
export type AnyArguments = Readonly<Record<string, string | number>>

/** What `problems` is where the id is not known to the compiler. */
export const problemById: Readonly<Record<string, PlainEntry | EntryWith<Kinds>>> = problems

/** A sentence of any language, for arguments that the entry takes. */
export function spoken(saying: string | ((given: never) => string), given: AnyArguments): string {
  return typeof saying === 'string' ? saying : saying(given as never)
}

/**
 * The id, where it is one of this version and the arguments are those that its sentence takes; undefined for what
 * another version wrote.
 */
export function knownId(id: string | undefined, given: AnyArguments = {}): ProblemId | undefined {
  if (id === undefined || !Object.hasOwn(problems, id)) return undefined
  const entry = problemById[id]
  return fits('takes' in entry ? entry.takes : {}, given) ? (id as ProblemId) : undefined
}

const plainIds = new Map(
  Object.entries(problemById)
    .filter(([, entry]) => !('takes' in entry))
    .map(([id, { code, say }]) => [`${code} ${say as string}`, id as ProblemId]),
)

/**
 * The problem of a line in a report, whose columns hold its code and its English sentence and no more. Undefined where
 * the sentence took arguments.
 */
export function idOfSentence(code: ProblemCode, sentence: string): ProblemId | undefined {
  return plainIds.get(`${code} ${sentence}`)
}
