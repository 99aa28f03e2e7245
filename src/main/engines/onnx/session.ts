import * as ort from './onnxruntime.ts'
import { hostTensor, type HostTensor } from '#main/network/tensor.ts'

/**
 * Makes the network of an ONNX file ready on an execution provider, on so many threads. Rejects where that cannot be
 * done.
 */
export function openSession(bytes: Uint8Array, provider: string, threads: number): Promise<ort.InferenceSession> {
  return ort.InferenceSession.create(bytes, {
    executionProviders: [provider],
    graphOptimizationLevel: 'all',
    intraOpNumThreads: threads,
    logSeverityLevel: 3,
    // Threads that wait would otherwise turn on the spot, on the cores that decode the next films.
    extra: { session: { intra_op: { allow_spinning: '0' } } },
  })
}

export function toOrt({ dims, data }: HostTensor): ort.Tensor {
  return new ort.Tensor('float32', data, dims)
}

export function fromOrt(tensor: ort.Tensor): HostTensor {
  return hostTensor(tensor.dims, tensor.data as Float32Array)
}
