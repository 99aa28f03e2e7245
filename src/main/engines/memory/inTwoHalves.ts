import type { Tensors } from '#main/engines/engine.ts'
import { hostTensor, sizeOf, type HostTensor } from '#main/network/tensor.ts'

/** Inputs with a batch as two smaller batches, and how their outputs become one again; undefined for a batch of one. */
export function inTwoHalves(
  inputs: Tensors,
): { parts: [Tensors, Tensors]; join(outputs: Tensors[]): Tensors } | undefined {
  const batch = Object.values(inputs)[0]?.dims[0] ?? 1
  if (batch < 2) return undefined
  const half = Math.ceil(batch / 2)
  const part = (start: number, end: number): Tensors =>
    Object.fromEntries(Object.entries(inputs).map(([name, value]) => [name, rows(value, start, end)]))
  return {
    parts: [part(0, half), part(half, batch)],
    join: (outputs) =>
      Object.fromEntries(Object.keys(outputs[0]).map((name) => [name, joined(outputs.map((output) => output[name]))])),
  }
}

function rows({ dims, data }: HostTensor, start: number, end: number): HostTensor {
  const row = sizeOf(dims.slice(1))
  return hostTensor([end - start, ...dims.slice(1)], data.subarray(start * row, end * row))
}

function joined(parts: readonly HostTensor[]): HostTensor {
  const data = new Float32Array(parts.reduce((length, part) => length + part.data.length, 0))
  let at = 0
  for (const part of parts) {
    data.set(part.data, at)
    at += part.data.length
  }
  return hostTensor([parts.reduce((sum, { dims }) => sum + dims[0], 0), ...parts[0].dims.slice(1)], data)
}
