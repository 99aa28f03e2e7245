import type { EngineName } from '#shared/engine.ts'

/** The engine that was asked for; without a wish the CPU, which gives the same numbers everywhere. */
export function chooseEngine(asked?: EngineName): EngineName {
  return asked ?? 'onnx-cpu'
}
