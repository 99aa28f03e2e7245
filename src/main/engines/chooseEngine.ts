import { processorEngine, type EngineExamination, type EngineName } from '#shared/engine.ts'

/** From the best down. Core ML is left to those who ask for it: nobody has compared its numbers. */
const order: readonly EngineName[] = ['tensorflow', 'onnx-cuda', 'onnx-directml', 'onnx-webgpu', processorEngine]

/**
 * TensorFlow where it computes on a GPU, else ONNX on the best that passed its self-test; not one that broke while it
 * worked.
 */
export function bestEngine(found: readonly EngineExamination[], broken: readonly EngineName[] = []): EngineName {
  const passes = (name: EngineName): boolean => {
    return (
      !broken.includes(name) &&
      found.some((one) => one.name === name && one.finding === 'runs' && (name !== 'tensorflow' || one.onGpu === true))
    )
  }
  return order.find(passes) ?? processorEngine
}
