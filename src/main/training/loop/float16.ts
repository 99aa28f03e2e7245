import type { Tensors } from '#main/engines/engine.ts'

/** The values that come back when the tensors are stored as float16. */
export function roundedToFloat16(tensors: Tensors): Tensors {
  return Object.fromEntries(
    Object.entries(tensors).map(([name, { dims, data }]) => [
      name,
      { dims, data: new Float32Array(new Float16Array(data)) },
    ]),
  )
}
