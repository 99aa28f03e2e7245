import { listSupportedBackends } from 'onnxruntime-node'
import { engineNames, type EngineName, type EngineReport } from '#shared/engine.ts'
import { chooseEngine, createEngine, providers } from './choose.ts'
import { selfTest } from './selfTest.ts'

const runsOn: Record<EngineName, string> = {
  'onnx-cpu': 'the processor',
  'onnx-webgpu': 'a graphics card through WebGPU',
  'onnx-cuda': 'an NVIDIA card through CUDA',
  'onnx-directml': 'a graphics card through DirectML',
  'onnx-coreml': "Apple's Core ML",
}

/** Which engines are here, and why not where they are not: each is tried with a computation whose answer is known. */
export async function doctor(asked: readonly EngineName[] = engineNames): Promise<EngineReport[]> {
  const reports: EngineReport[] = []
  for (const name of asked) reports.push(await examine(name))
  return reports
}

async function examine(name: EngineName): Promise<EngineReport> {
  const report = { name, chosen: name === chooseEngine() }
  const backend = listSupportedBackends().find((candidate) => candidate.name === providers[name])
  if (!backend) {
    return { ...report, usable: false, reason: `onnxruntime has no such provider for ${process.platform} on ${process.arch}.` }
  }
  try {
    const { milliseconds, error } = await selfTest(createEngine(name))
    if (error !== undefined) return { ...report, usable: false, reason: error }
    return { ...report, usable: true, reason: `Runs on ${runsOn[name]}; the self-test gave the known answer.`, selfTestMs: milliseconds }
  } catch {
    // What onnxruntime says here are internals; the person needs to know what is missing.
    const missing = backend.bundled
      ? `It would run on ${runsOn[name]}, but no device or driver for that was found.`
      : `It would run on ${runsOn[name]}, but its libraries do not come with onnxruntime's npm package.`
    return { ...report, usable: false, reason: missing }
  }
}
