import { processorEngine, type EngineExamination, type EngineFinding, type EngineName } from '#shared/engine.ts'
import { ProblemError, type ProblemCode } from '#shared/problem.ts'
import type { Reading } from '#shared/reading.ts'
import { fakeRead } from './fakeReadings.ts'

/** What becomes of an engine in `fakeCompute.ts`: when it is tried, and when it reads. `kill` ends the process. */
export type FakeEngine = { finding?: EngineFinding | 'kill'; reads?: 'well' | ProblemCode | 'kill' }

const variable = 'FRACTUREGUARD_FAKE_ENGINES'

/** For processes that are started from now on. The processor always reads well. */
export function setFakeEngines(engines: Partial<Record<EngineName, FakeEngine>>): void {
  process.env[variable] = JSON.stringify(engines)
}

const engineOf = (name: EngineName): FakeEngine =>
  (JSON.parse(process.env[variable] ?? '{}') as Partial<Record<EngineName, FakeEngine>>)[name] ?? {}

function end(): never {
  process.kill(process.pid, 'SIGKILL')
  // The signal has come before the call returns; to say so.
  for (;;);
}

export function fakeExamination(name: EngineName): EngineExamination {
  const { finding = name === processorEngine ? 'runs' : 'no-provider' } = engineOf(name)
  return finding === 'kill'
    ? end()
    : { name, finding, ...(name === 'tensorflow' ? { version: '2.18.1', onGpu: true } : {}) }
}

/** Throws or ends the process where that is the engine's fate. */
export function fakeWork(name: EngineName): void {
  const { reads = 'well' } = engineOf(name)
  if (reads === 'kill') end()
  if (reads !== 'well') throw new ProblemError({ code: reads, message: 'The engine says so.' })
}

export function fakeReading(engine: EngineName): Reading {
  fakeWork(engine)
  const {
    frames: [frame],
  } = fakeRead()
  if ('problem' in frame) throw new Error('A made up reading is well.')
  const maps = { rows: 1, columns: 1, region: { x: 0, y: 0, width: 3, height: 2 }, evidence: [0], gates: [[1], [0]] }
  return { ...frame.reading, engine, classes: [], operatingPoints: { ruleIn: 0.8, ruleOut: 0.2 }, maps }
}
