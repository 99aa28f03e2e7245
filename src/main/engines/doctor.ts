import { constants, getPriority, setPriority } from 'node:os'
import { listSupportedBackends } from './onnx/onnxruntime.ts'
import { engineNames, processorEngine, type EngineExamination, type EngineName } from '#shared/engine.ts'
import { findAddon, runtimesVariable } from '#main/runtimes/index.ts'
import { createEngine, providers, type OnnxName } from './choose.ts'
import { selfTest } from './selfTest.ts'

/**
 * Which engines are here, and why not where they are not: each is tried with a computation whose answer is known, and
 * all but the processor's also with a network, whose numbers must be the processor's. To be run in a process that does
 * nothing else: a driver may end it or never come back, and it makes way for whoever reads films meanwhile.
 */
export async function doctor(asked: readonly EngineName[] = engineNames): Promise<EngineExamination[]> {
  const { PRIORITY_BELOW_NORMAL: low } = constants.priority
  // Raising it again is not allowed everywhere.
  if (getPriority() < low) setPriority(low)
  const found: EngineExamination[] = []
  for (const name of asked) found.push(name === 'tensorflow' ? await examineTensorflow() : await examineOnnx(name))
  return found
}

async function examineOnnx(name: OnnxName): Promise<EngineExamination> {
  const backend = listSupportedBackends().find((candidate) => candidate.name === providers[name])
  if (!backend) return { name, finding: 'no-provider' }
  try {
    return await examined(name)
  } catch {
    // What onnxruntime says here are internals; the person needs to know what is missing.
    return { name, finding: name === processorEngine ? 'failed' : backend.bundled ? 'no-device' : 'no-libraries' }
  }
}

async function examineTensorflow(): Promise<EngineExamination> {
  const name = 'tensorflow'
  if (findAddon(process.env[runtimesVariable]) === undefined) return { name, finding: 'not-installed' }
  const { loadTensorflow } = await import('./tensorflow/loadTensorflow.ts')
  let about: Pick<EngineExamination, 'version' | 'onGpu'>
  try {
    const { version, onGpu } = loadTensorflow()
    about = { version, onGpu }
  } catch {
    return { name, finding: 'not-loading' }
  }
  try {
    return { ...(await examined(name)), ...about }
  } catch {
    return { name, finding: 'failed', ...about }
  }
}

async function examined(name: EngineName): Promise<EngineExamination> {
  const { finding, milliseconds } = await selfTest(
    createEngine(name),
    name === processorEngine ? undefined : createEngine(processorEngine),
  )
  return { name, finding, ...(finding === 'runs' ? { selfTestMs: milliseconds } : {}) }
}
