import { describe, expect, it } from 'vitest'
import { ProblemError } from '#shared/problem.ts'
import { inTwoHalves } from '#main/engines/memory/inTwoHalves.ts'
import { engineFailed, isOutOfMemory } from '#main/engines/memory/outOfMemory.ts'

describe('want of memory', () => {
  it.each([
    'Invalid TF_Status: 8\nMessage: OOM when allocating tensor with shape[8,64,112,112]',
    'RESOURCE_EXHAUSTED: Out of memory allocating 1073741824 bytes.',
    'ResourceExhaustedError: failed to allocate memory [Op:Conv2D]',
    'failed to allocate 1.2G (1288490188 bytes) from device: CUDA_ERROR_OUT_OF_MEMORY: out of memory',
    'CUDA out of memory. Tried to allocate 20.00 MiB',
    'CUBLAS failure 3: CUBLAS_STATUS_ALLOC_FAILED',
    'bfc_arena.cc:376 onnxruntime::BFCArena::AllocateRawInternal Failed to allocate memory for requested buffer of size 6553600',
    'bfc_arena.cc:359 Available memory of 1024 is smaller than requested bytes of 2048',
    'Exception(1) tid(1) 8007000E Not enough memory resources are available to complete this operation.',
    'std::bad_alloc',
    'bad allocation',
  ])('is known by what an engine says: %s', (message) => {
    expect(isOutOfMemory(new Error(message))).toBe(true)
    expect(isOutOfMemory(engineFailed(new Error(message)))).toBe(true)
    expect(engineFailed(new Error(message)).message).toContain('graphics card has too little memory')
  })

  it.each([
    'Incompatible shapes',
    'CUDA_ERROR_NO_DEVICE: no CUDA-capable device is detected',
    'Non-zero status code returned while running Conv node',
    '',
  ])('is not what is meant by: %s', (message) => {
    expect(isOutOfMemory(new Error(message))).toBe(false)
    expect(isOutOfMemory(engineFailed(new Error(message)))).toBe(false)
  })

  it('is not read into what is no error', () =>
    expect([isOutOfMemory('out of memory'), isOutOfMemory(undefined)]).toEqual([false, false]))
  it('is told once', () => {
    const told = new ProblemError('engine-stopped')
    expect(engineFailed(told)).toBe(told)
  })
})

describe('a batch in two halves', () => {
  it('has the films in their order', () => {
    const halves = inTwoHalves({ film: { dims: [3, 2], data: Float32Array.of(1, 2, 3, 4, 5, 6) } })!
    expect(halves.parts.map(({ film }) => [...film.data])).toEqual([
      [1, 2, 3, 4],
      [5, 6],
    ])
    expect(halves.join(halves.parts).film).toEqual({ dims: [3, 2], data: Float32Array.of(1, 2, 3, 4, 5, 6) })
  })

  it('cannot be made of one film', () =>
    expect(inTwoHalves({ film: { dims: [1, 2], data: new Float32Array(2) } })).toBeUndefined())
})
