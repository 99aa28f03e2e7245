import { engineNames, type EngineExamination, type EngineFinding, type EngineName } from '#shared/engine.ts'
import { ProblemError, type ProblemCode } from '#shared/problem.ts'
import type { LaunchCompute, ComputeService } from '#main/compute/index.ts'
import { ComputeSupervisor } from '#main/supervisor/index.ts'

/**
 * Does work in a compute process of its own, which is gone afterwards: what ends or holds up that process costs nobody
 * else's.
 */
export async function inOwnProcess<T>(
  launch: LaunchCompute,
  signal: AbortSignal,
  work: (compute: ComputeService) => Promise<T>,
): Promise<T> {
  // What goes wrong in it is a finding, not an event of the program.
  const supervisor = new ComputeSupervisor({
    launch,
    listener: { progress: () => undefined, unexpected: () => undefined },
  })
  const end = (): void => void supervisor.close()
  signal.addEventListener('abort', end, { once: true })
  try {
    if (signal.aborted) throw new ProblemError('program-ending')
    return await work(supervisor.service)
  } finally {
    signal.removeEventListener('abort', end)
    await supervisor.close()
  }
}

const findings: Partial<Record<ProblemCode, EngineFinding>> = { 'compute-crashed': 'crashed', 'time-limit': 'hung' }

/** Tries engines one by one; the death of the process is that engine's, and the next one gets another process. */
export async function examine(
  compute: Pick<ComputeService, 'doctor'>,
  names: readonly EngineName[] = engineNames,
): Promise<EngineExamination[]> {
  const found: EngineExamination[] = []
  for (const name of names) found.push(await examineOne(compute, name))
  return found
}

async function examineOne(compute: Pick<ComputeService, 'doctor'>, name: EngineName): Promise<EngineExamination> {
  try {
    const [found] = await compute.doctor([name])
    return found
  } catch (thrown) {
    const finding = thrown instanceof ProblemError ? findings[thrown.code] : undefined
    if (!finding) throw thrown
    return { name, finding }
  }
}
