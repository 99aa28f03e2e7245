import pLimit from 'p-limit'
import type { EngineName } from '#shared/engine.ts'
import { isTerminal } from '#shared/job.ts'
import { ProblemError } from '#shared/problem.ts'
import type { Reading } from '#shared/reading.ts'
import { computeMethods, type ReadRequest } from '#main/compute/index.ts'
import { trainedOn } from '#main/registry/index.ts'
import type { Implementer } from './implementer.ts'
import { ignoreProblem } from '../engines/ignoreProblem.ts'
import type { Services } from '../services.ts'

export function readingsRoutes(os: Implementer, services: Services) {
  const { host, films, jobs, models, compute, engines, looking, memory } = services

  /** What a page shows is kept; a file that has gone since, or a film that was closed, is no reason to lose the reading. */
  async function keep(filmId: string, reading: Reading): Promise<void> {
    if (host !== 'cli') await memory.noteReading(filmId, reading).catch(ignoreProblem)
  }

  // Where reads wait for their turn, so that one that nobody waits for any more costs the next one no time.
  const turn = pLimit(computeMethods.read.atATime)
  const read = (
    request: Omit<ReadRequest, 'engine'>,
    signal: AbortSignal | undefined,
    asked?: EngineName,
  ): Promise<Reading> =>
    turn(() => {
      if (signal?.aborted) throw new ProblemError('work-ended')
      return engines.use(asked, (engine) => compute.read({ ...request, engine }))
    })

  /** Work that takes the whole machine; what reads films that nobody looks at waits for it. */
  const isBusy = (): boolean =>
    jobs.list().some(({ kind, state }) => !isTerminal(state) && (kind === 'training' || kind === 'scanning'))

  return {
    read: os.readings.read.handler(async ({ input, signal }) => {
      const model = await models.reference(input.modelId)
      const request = { frame: input.frame, model, force: input.force }
      const said = await films.withFile(input.filmId, (path) =>
        looking.during(() => read({ ...request, path }, signal, input.engine)),
      )
      const reading = { ...said, model: { ...said.model, checkedHere: await models.isCheckedHere(model.id) } }
      await keep(input.filmId, reading)
      return reading
    }),
    seen: os.readings.seen.handler(async ({ input: { filmId, modelId } }) => {
      const { directory } = await models.reference(modelId)
      const trained = await trainedOn(directory)
      const seen = trained.films.has(await memory.fingerprint(filmId))
      return seen || trained.all ? { seen } : {}
    }),
    verdict: os.readings.verdict.handler(async ({ input: { filmId, frame }, signal }) => {
      const model = await models.reference()
      const known = (await memory.marksOf(filmId, model.id)).find((mark) => mark.frame === frame)
      if (known?.verdict) return { mark: known }
      if (isBusy()) return {}
      const reading = await films.withFile(filmId, (path) => read({ path, frame, model }, signal))
      await keep(filmId, reading)
      const { verdict, probability } = reading
      return { mark: { ...known, filmId, frame, verdict, probability } }
    }),
  }
}
