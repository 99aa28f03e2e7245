import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { EngineName, EngineTest } from '#shared/engine.ts'
import { ProblemError } from '#shared/problem.ts'
import type { Services } from './services.ts'

type Parts = Pick<Services, 'compute' | 'models' | 'samples'>

/** Its numbers are those that the others are compared with. */
const reference: EngineName = 'onnx-cpu'

/** Tries one engine with a known answer and then, where it can be used, lets it and the processor read a sample film with the active model. */
export async function testEngine({ compute, models, samples }: Parts, engine: EngineName): Promise<EngineTest> {
  const [report] = await compute.doctor([engine])
  if (!report.usable) return { report }
  const [sample] = (await readdir(samples)).sort()
  const model = await models.reference()
  const read = (name: EngineName) => compute.read({ path: join(samples, sample), frame: 0, model, engine: name })
  try {
    const first = await read(engine)
    const again = await read(engine)
    const { probability } = await read(reference)
    const difference = Math.abs(again.probability - probability)
    return { report, reading: { firstMs: first.milliseconds, ms: again.milliseconds, difference } }
  } catch (thrown) {
    if (!(thrown instanceof ProblemError)) throw thrown
    return { report: { ...report, usable: false, reason: thrown.message } }
  }
}
