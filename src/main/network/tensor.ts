/** A dense float32 tensor in the program's own memory, row-major. */
export type HostTensor = { dims: readonly number[]; data: Float32Array }

export function sizeOf(dims: readonly number[]): number {
  return dims.reduce((product, dim) => product * dim, 1)
}

/** Throws when the data's length is not the product of the dims: a wrong shape must not travel further. */
export function hostTensor(dims: readonly number[], data: Float32Array): HostTensor {
  if (sizeOf(dims) !== data.length)
    throw new RangeError(`A tensor of shape [${dims.join(', ')}] has not ${data.length} elements.`)
  return { dims, data }
}
