import { listSupportedBackends } from 'onnxruntime-node'
import { engineNames, type EngineName, type EngineReport } from '#shared/engine.ts'
import { toProblem } from '#shared/problem.ts'
import { bestEngine } from './chooseEngine.ts'
import { createEngine, providers, type OnnxName } from './choose.ts'
import { selfTest } from './selfTest.ts'

const runsOn: Record<OnnxName, string> = {
  'onnx-cpu': 'the processor',
  'onnx-webgpu': 'a graphics card through WebGPU',
  'onnx-cuda': 'an NVIDIA card through CUDA',
  'onnx-directml': 'a graphics card through DirectML',
  'onnx-coreml': "Apple's Core ML",
}

/**
 * Which engines are here, and why not where they are not: each is tried with a computation whose answer is known, and those that do not run
 * on the processor also with a network, whose numbers must be the processor's. `chosen` is the best of those that were asked for.
 */
export async function doctor(asked: readonly EngineName[] = engineNames): Promise<EngineReport[]> {
  const reports: EngineReport[] = []
  for (const name of asked) reports.push(name === 'tensorflow' ? await examineTensorflow() : await examineOnnx(name))
  const best = bestEngine(reports)
  return reports.map((report) => ({ ...report, chosen: report.name === best }))
}

async function examineOnnx(name: OnnxName): Promise<EngineReport> {
  const report = { name, chosen: false, usable: false }
  const backend = listSupportedBackends().find((candidate) => candidate.name === providers[name])
  if (!backend) return { ...report, reason: `onnxruntime has no such provider for ${process.platform} on ${process.arch}.` }
  try {
    const { milliseconds, error } = await selfTest(createEngine(name), name === 'onnx-cpu' ? undefined : createEngine('onnx-cpu'))
    if (error !== undefined) return { ...report, reason: error }
    return { ...report, usable: true, reason: `Runs on ${runsOn[name]}; the self-test gave the known answer.`, selfTestMs: milliseconds }
  } catch {
    // What onnxruntime says here are internals; the person needs to know what is missing.
    const missing = backend.bundled
      ? `It would run on ${runsOn[name]}, but no device or driver for that was found.`
      : `It would run on ${runsOn[name]}, but its libraries do not come with onnxruntime's npm package.`
    return { ...report, reason: missing }
  }
}

async function examineTensorflow(): Promise<EngineReport> {
  const report: EngineReport = { name: 'tensorflow', chosen: false, usable: false, reason: '' }
  try {
    const { loadTensorflow } = await import('./tensorflow/loadTensorflow.ts')
    const { version, onGpu } = loadTensorflow()
    const { milliseconds, error } = await selfTest(createEngine('tensorflow'), createEngine('onnx-cpu'))
    if (error !== undefined) return { ...report, reason: error }
    const reason = onGpu
      ? `TensorFlow ${version} runs on an NVIDIA card; the self-test gave the known answer.`
      : `TensorFlow ${version} runs on the processor; the self-test gave the known answer. It sees no NVIDIA card, so it is used only when it is asked for.`
    return { ...report, usable: true, onGpu, reason, selfTestMs: milliseconds }
  } catch (thrown) {
    return { ...report, reason: toProblem(thrown).message }
  }
}
