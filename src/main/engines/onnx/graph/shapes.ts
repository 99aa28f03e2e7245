/** NumPy's broadcasting of two shapes. A batch of any size (-1) goes with 1 and with itself. */
export function broadcast(a: readonly number[], b: readonly number[]): number[] {
  const rank = Math.max(a.length, b.length)
  return Array.from({ length: rank }, (_, i) => {
    const left = a[i - rank + a.length] ?? 1
    const right = b[i - rank + b.length] ?? 1
    if (left !== right && left !== 1 && right !== 1)
      throw new RangeError(`Shapes [${a.join(', ')}] and [${b.join(', ')}] do not broadcast.`)
    return left === 1 ? right : left
  })
}

/** The axes along which `from` was repeated to become `to`. */
export function repeatedAxes(from: readonly number[], to: readonly number[]): { leading: number; axes: number[] } {
  const leading = to.length - from.length
  const axes: number[] = []
  for (let axis = 0; axis < from.length; axis++) {
    if (from[axis] === 1 && to[axis + leading] !== 1) axes.push(axis + leading)
  }
  return { leading, axes }
}

/** Side of a convolution's or pool's output. */
export function slidingOutput(input: number, kernel: number, stride: number, padding: number): number {
  return Math.floor((input + 2 * padding - kernel) / stride) + 1
}

/** Of two sizes, either of which may depend on a batch of any size: -1. */
export function product(a: number, b: number): number {
  return a === -1 || b === -1 ? -1 : a * b
}

/** The same. */
export function sum(a: number, b: number): number {
  return a === -1 || b === -1 ? -1 : a + b
}
