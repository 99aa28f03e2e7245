import { ProblemError } from '#shared/problem.ts'

/**
 * What is said where memory is short: by TensorFlow's allocator (absl status RESOURCE_EXHAUSTED is 8), CUDA and its
 * libraries, onnxruntime's arena (bfc_arena.cc), DirectX (E_OUTOFMEMORY), WebGPU, and C++.
 */
const words =
  /\bOOM\b|RESOURCE_?EXHAUSTED|TF_Status: 8\b|out[ _-]?of[ _-]?memory|ALLOC_FAILED|failed to allocate memory|smaller than requested bytes|not enough memory|8007000E|bad[ _]alloc/i

/**
 * Whether something was thrown for want of memory, by whatever engine; also where the engine's words are a cause of
 * what was thrown.
 */
export function isOutOfMemory(thrown: unknown): boolean {
  return thrown instanceof Error && (words.test(thrown.message) || isOutOfMemory(thrown.cause))
}

/** What is told of an engine that stopped: `engine-failed`, with the engine's own words as its cause. */
export function engineFailed(cause?: unknown): ProblemError {
  if (cause instanceof ProblemError) return cause
  return new ProblemError(isOutOfMemory(cause) ? 'engine-memory-short' : 'engine-stopped', { cause })
}
