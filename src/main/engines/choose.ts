import type { EngineName } from '#shared/engine.ts'
import type { Engine } from './engine.ts'
import { OnnxEngine } from './onnx/onnxEngine.ts'

export { chooseEngine } from './chooseEngine.ts'

/** onnxruntime's own name of each engine's execution provider. */
export const providers: Record<EngineName, string> = {
  'onnx-cpu': 'cpu',
  'onnx-webgpu': 'webgpu',
  'onnx-cuda': 'cuda',
  'onnx-directml': 'dml',
  'onnx-coreml': 'coreml',
}

export function createEngine(name: EngineName): Engine {
  return new OnnxEngine(name, providers[name])
}
