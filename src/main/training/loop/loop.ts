import { ProblemError } from '#shared/problem.ts'
import type { Engine, Tensors } from '#main/engines/engine.ts'
import { parametersOf, startState } from '../step/trainingStep.ts'
import { Steps } from '../step/steps.ts'
import type { Checkpoint, Checkpoints, EpochReport, Learned } from './checkpoints.ts'
import { meanWith } from './epochMean.ts'
import type { RoundFilms, Way } from './lesson.ts'
import { learningRate } from './schedule.ts'
import { validate } from './validate.ts'

export type StepReport = {
  step: number
  /** Steps up to the last epoch, if it does not end before. */
  total: number
  epoch: number
  /** The best epoch so far; 1 during the first. */
  bestEpoch: number
  rate: number
  filmsPerSecond: number
  remainingSeconds: number
  losses: Record<string, number>
}

export type Course = {
  engine: Engine
  way: Way
  films: RoundFilms
  /** Parameters that the way begins with. */
  start: Tensors
  /** Without validation films: epochs after which the course of the rate is interrupted. */
  stopAfter?: number | undefined
  /** Where each epoch is kept, to go on from there; without them nothing is kept. */
  checkpoints?: Checkpoints | undefined
}

export type CourseContext = {
  signal: AbortSignal
  onStep?(report: StepReport): void
  /** `parameters`: what would be kept of this epoch. The next one begins when it is done. */
  onEpoch?(report: EpochReport, parameters: Tensors): void | Promise<void>
}

/**
 * The training loop, for every way of teaching: AdamW with warm-up and cosine, a checkpoint after each epoch. With
 * validation films, where the way judges films, the epoch with the least loss on them is kept, else the last one. Goes on from the last checkpoint
 * with the same numbers as without the break; one that had ended gives what it came to. The same seed gives the same
 * parameters. Rejects with `diverged`, `engine-failed`, `disk-full`, `wrong-use` (see {@link Checkpoints.load}), or the
 * signal's reason.
 */
export async function trainByLoop(
  { engine, way, films, start, stopAfter = way.numbers.epochs, checkpoints }: Course,
  { signal, onStep, onEpoch }: CourseContext,
): Promise<Learned> {
  const before = await checkpoints?.load()
  if (before && 'parameters' in before) return before
  const { numbers } = way
  const lesson = await way.lesson(start, films, Math.min(numbers.batch, films.train.length))
  const { step, stepsPerEpoch, frozen, trained, classWeights, batches, logits } = lesson
  const { batch } = step
  const judges = logits !== undefined && films.validation.length > 0
  const rateAt = (done: number): number =>
    learningRate(done, stepsPerEpoch * numbers.epochs, numbers.learningRate, stepsPerEpoch * numbers.warmUpEpochs)

  let run: Checkpoint = before ?? {
    epoch: 0,
    steps: 0,
    isHalved: false,
    history: [],
    state: startState(trained),
    kept: trained,
    best: { epoch: 0, loss: Infinity, kept: trained },
  }
  const steps = await Steps.start(engine, step, frozen, trained, run.state)
  try {
    while (run.epoch < stopAfter && run.epoch - run.best.epoch < numbers.patience) {
      const epoch = run.epoch + 1
      const began = performance.now()
      let [done, trainLoss, computing] = [run.steps, 0, 0]
      for await (const examples of batches(epoch)) {
        signal.throwIfAborted()
        const rate = rateAt(done)
        const asked = performance.now()
        const losses = await steps.run(examples, { number: done + 1, rate, classWeights })
        computing += performance.now() - asked
        refuseNoNumber(losses.total)
        done++
        trainLoss += losses.fused / stepsPerEpoch
        const total = stepsPerEpoch * stopAfter
        const filmsPerSecond = ((done - run.steps) * batch * 1000) / (performance.now() - began)
        const remainingSeconds = ((total - done) * batch) / filmsPerSecond
        const bestEpoch = Math.max(1, run.best.epoch)
        onStep?.({ step: done, total, epoch, bestEpoch, rate, filmsPerSecond, remainingSeconds, losses })
      }
      const milliseconds = performance.now() - began

      const state = await steps.readState()
      const kept = way.keeps === 'mean' ? meanWith(run.kept, parametersOf(state), epoch) : parametersOf(state)
      for (const { data } of Object.values(kept)) data.forEach(refuseNoNumber)
      const validation = judges
        ? validate(await logits({ ...frozen, ...kept }, films.validation), films.validation, way.calibrated)
        : { validationLoss: trainLoss }
      refuseNoNumber(validation.validationLoss)
      const report: EpochReport = {
        epoch,
        trainLoss,
        ...validation,
        filmsPerSecond: (stepsPerEpoch * batch * 1000) / milliseconds,
        engineIdleShare: 1 - computing / milliseconds,
      }
      const isBest = !judges || validation.validationLoss < run.best.loss
      run = {
        epoch,
        steps: done,
        isHalved: run.isHalved || steps.isHalved,
        history: [...run.history, report],
        state,
        kept,
        best: isBest ? { epoch, loss: validation.validationLoss, kept } : run.best,
      }
      await checkpoints?.save(run)
      await onEpoch?.(report, { ...frozen, ...kept })
    }
  } finally {
    await steps.dispose()
  }
  const learned: Learned = {
    parameters: { ...frozen, ...run.best.kept },
    bestEpoch: run.best.epoch,
    history: run.history,
    isHalved: run.isHalved,
  }
  await checkpoints?.end(learned)
  return learned
}

function refuseNoNumber(value: number): void {
  if (Number.isFinite(value)) return
  throw new ProblemError('training-diverged')
}
