import type { EngineName } from '#shared/engine.ts'
import type { Engine } from './engine.ts'
import { OnnxEngine } from './onnx/onnxEngine.ts'
import { TensorflowEngine } from './tensorflow/tensorflowEngine.ts'

export type OnnxName = Exclude<EngineName, 'tensorflow'>

/** onnxruntime's own name of each engine's execution provider. */
export const providers: Record<OnnxName, string> = {
  'onnx-cpu': 'cpu',
  'onnx-webgpu': 'webgpu',
  'onnx-cuda': 'cuda',
  'onnx-directml': 'dml',
  'onnx-coreml': 'coreml',
}

export function createEngine(name: EngineName): Engine {
  return name === 'tensorflow' ? new TensorflowEngine() : new OnnxEngine(name, providers[name])
}
