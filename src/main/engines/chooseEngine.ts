import type { EngineName, EngineReport } from '#shared/engine.ts'

/** The engine that was asked for; without a wish the processor, until {@link bestEngine} has found a better one. */
export function chooseEngine(asked?: EngineName, found: EngineName = 'onnx-cpu'): EngineName {
  return asked ?? found
}

/** From the best down. Core ML is left to those who ask for it: nobody has compared its numbers. */
const order: readonly EngineName[] = ['tensorflow', 'onnx-cuda', 'onnx-directml', 'onnx-webgpu', 'onnx-cpu']

/** TensorFlow where it computes on a GPU, else ONNX on the best that passed its self-test. */
export function bestEngine(reports: readonly EngineReport[]): EngineName {
  const passes = (name: EngineName): boolean => reports.some((report) => report.name === name && report.usable && (name !== 'tensorflow' || report.onGpu === true))
  return order.find(passes) ?? 'onnx-cpu'
}
