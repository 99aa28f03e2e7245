import { createHash } from 'node:crypto'
import type { HistoryEntry } from '#shared/report.ts'
import { crossFitFolds } from '#shared/training.ts'
import type { Tensors } from '#main/engines/engine.ts'
import { type DatasetFilm, foldsByGroup } from '#main/dataset/index.ts'
import { inputVersion } from '#main/network/networkInput.ts'
import type { FilmOutputs } from '../films/filmOutputs.ts'
import { fuseJudged } from '../places/fuseJudged.ts'
import { withFusion } from '../places/fusion.ts'
import { showsPlaces } from '../places/showsPlaces.ts'
import { Checkpoints, type Conditions, type EpochReport, type Learned } from './checkpoints.ts'
import { roundedToFloat16 } from './float16.ts'
import type { RoundFilms, Way } from './lesson.ts'
import { trainByLoop } from './loop.ts'
import { checkpointFolder } from './resumeFolder.ts'
import type { Task } from './task.ts'
import type { Teaching } from './teaching.ts'
import { tellers } from './tellers.ts'

export type Round = RoundFilms & { name: string }

/** Films and what was said of them by a network that had not seen their group. */
export type JudgedFilms = { films: readonly DatasetFilm[]; outputs: readonly FilmOutputs[] }

/** What a training comes to. */
export type Outcome = {
  /** All parameters of the network, as they will be stored. */
  parameters: Tensors
  /** In the films' order. */
  validation: JudgedFilms
  holdout: JudgedFilms
  /** What the network that will be stored says of the films that it learned from. */
  trainedOn: readonly FilmOutputs[]
  history: HistoryEntry[]
  bestEpoch: number
  isHalved: boolean
}

/**
 * Trains at least twice. First on some of the films, to be stopped and judged by the others: once with the part for
 * validation, or with `folds` once for each fold, so that in turn every film is judged by a network that has not seen
 * its group. Calibration and operating points rest on that. Then, so that no film is lost to training, on all of them,
 * for as many epochs as the rounds before were best after. Each round leaves in the run's folder how far it came; the
 * same call goes on from there.
 */
export async function trainInRounds(task: Task, teaching: Teaching, folds: number): Promise<Outcome> {
  const { parts, seed, report } = task
  const all = [...parts.train, ...parts.validation]
  const rounds = judgedRounds(task, folds)
  const told = tellers(task, teaching, rounds, all.length)
  const begunWith = hashOf(teaching.start)
  const trainOn = (round: Round, stopAfter?: readonly number[]) =>
    trainRound(task, teaching, round, begunWith, told, stopAfter)

  const judged = new Map<DatasetFilm, { output: FilmOutputs; round: number }>()
  const courses: CourseOfWay[][] = []
  for (const [index, round] of rounds.entries()) {
    const learned = await trainOn(round)
    // What is measured is what is stored: the float16 weights.
    const outputs = await teaching.judge(roundedToFloat16(learned.parameters), round.validation)
    round.validation.forEach((film, i) => judged.set(film, { output: outputs[i], round: index }))
    courses.push(learned.courses)
  }

  const best = teaching.ways.map((_, way) => middle(courses.map((course) => course[way].bestEpoch)))
  const whole = await trainOn({ name: 'whole', train: all, validation: [] }, best)
  report('evaluate', 0, 1)
  const films = all.filter((film) => judged.has(film))
  const alone = films.map((film) => judged.get(film)!.output)
  // What was fitted to films that were judged in one round is fitted to other films of them than it is measured on.
  const partOf =
    rounds.length > 1 ? films.map((film) => judged.get(film)!.round) : foldsByGroup(films, seed, crossFitFolds)
  const fused = task.shape.places ? fuseJudged(films, alone, partOf) : undefined
  const parameters = roundedToFloat16(fused ? withFusion(whole.parameters, fused.fusion) : whole.parameters)
  const holdout = await teaching.judge(parameters, parts.holdout)
  const trainedOn = await teaching.judge(parameters, all)

  const ofLast = courses.map((course) => course.at(-1)!)
  const last = whole.courses.at(-1)!
  return {
    parameters,
    validation: { films, outputs: fused?.outputs ?? alone },
    holdout: { films: parts.holdout, outputs: holdout },
    trainedOn,
    history:
      teaching.shows === 'whole'
        ? last.history.map(({ epoch, trainLoss }) => ({ epoch, trainLoss }))
        : meanHistory(ofLast.map(({ history }) => history)),
    bestEpoch: best.at(-1)!,
    isHalved: [...ofLast, last].some(({ isHalved }) => isHalved),
  }
}

/** What a way came to in a round, but for its parameters, which are large. */
type CourseOfWay = Omit<Learned, 'parameters'>

/** One way after the other on a round's films; `stopAfter`: the epochs of each. */
async function trainRound(
  task: Task,
  { ways, start, finish }: Teaching,
  round: Round,
  begunWith: string,
  told: ReturnType<typeof tellers>,
  stopAfter?: readonly number[],
): Promise<{ parameters: Tensors; courses: CourseOfWay[] }> {
  const courses: CourseOfWay[] = []
  let parameters = start
  for (const [index, way] of ways.entries()) {
    const isLast = index === ways.length - 1
    const stop = stopAfter?.[index]
    const folder = checkpointFolder(task.runDirectory, round.name, way.name, isLast)
    const checkpoints = new Checkpoints(folder, conditionsOf(task, way, round, begunWith, stop))
    const course = { engine: task.engine, way, films: round, start: parameters, stopAfter: stop, checkpoints }
    const { parameters: learned, ...rest } = await trainByLoop(course, told(round, index))
    parameters = { ...parameters, ...learned }
    courses.push(rest)
  }
  return { parameters: finish ? { ...parameters, ...(await finish(parameters, round)) } : parameters, courses }
}

/** Whether each round has marks to learn places from, where that is what is learned; all marks may be of one group. */
export function canLearnPlaces(task: Pick<Task, 'shape' | 'parts' | 'seed'>, folds: number): boolean {
  return !task.shape.places || judgedRounds(task, folds).every(({ train }) => showsPlaces(train, task.shape))
}

/** The rounds before the one with all films. */
function judgedRounds({ parts: { train, validation }, seed }: Pick<Task, 'parts' | 'seed'>, folds: number): Round[] {
  return folds > 0 ? foldRounds([...train, ...validation], seed, folds) : [{ name: 'judged', train, validation }]
}

/** For each fold its films for validation and all others to train on; no fold without films. */
function foldRounds(films: readonly DatasetFilm[], seed: number, count: number): Round[] {
  const foldOf = foldsByGroup(films, seed, count)
  return Array.from({ length: count }, (_, fold) => ({
    name: `fold-${fold + 1}`,
    train: films.filter((_, i) => foldOf[i] !== fold),
    validation: films.filter((_, i) => foldOf[i] === fold),
  })).filter(({ validation }) => validation.length > 0)
}

function hashOf(tensors: Tensors): string {
  const hash = createHash('sha256')
  for (const [name, { dims, data }] of Object.entries(tensors)) hash.update(`${name} ${dims.join('x')}\n`).update(data)
  return hash.digest('hex')
}

/**
 * All that the numbers of a round follow from. The version is the program's: a number for the training alone would
 * refuse less, and would be wrong whenever somebody forgot to count it up. That of inputs tells between two releases.
 */
function conditionsOf(
  { shape, seed, classWeights, programVersion }: Task,
  { name, numbers, keeps, calibrated }: Way,
  round: Round,
  begunWith: string,
  stopAfter: number | undefined,
): Conditions {
  const [train, validation] = [round.train, round.validation].map((films) =>
    films.map(({ contentHash, label, marks }) => [contentHash, label, ...(shape.places && marks ? [marks] : [])]),
  )
  const configuration = JSON.stringify({
    way: { name, numbers, keeps, calibrated },
    shape,
    seed,
    classWeights,
    begunWith,
    stopAfter,
    train,
    validation,
  })
  return { version: `${programVersion}, inputs ${inputVersion}`, configuration }
}

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length
const middle = (epochs: readonly number[]): number => Math.round(mean(epochs))

/** The course of all rounds as one: each epoch's mean over the rounds that came so far. */
function meanHistory(histories: readonly (readonly EpochReport[])[]): HistoryEntry[] {
  const longest = Math.max(...histories.map(({ length }) => length))
  return Array.from({ length: longest }, (_, i) => {
    const reports = histories.flatMap((history) => history.slice(i, i + 1))
    const aucs = reports.flatMap(({ validationAuc }) => validationAuc ?? [])
    const trainLoss = mean(reports.map((report) => report.trainLoss))
    const validationLoss = mean(reports.map((report) => report.validationLoss))
    return { epoch: i + 1, trainLoss, validationLoss, ...(aucs.length > 0 ? { auc: mean(aucs) } : {}) }
  })
}
