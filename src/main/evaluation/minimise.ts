/** What is made least, and its gradient. */
export type Objective = (at: Float64Array) => { value: number; gradient: Float64Array }

const dot = (a: Float64Array, b: Float64Array): number => {
  let sum = 0
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i]
  return sum
}
const along = (from: Float64Array, direction: Float64Array, length: number): Float64Array =>
  from.map((value, i) => value + length * direction[i])

/**
 * Where a smooth convex function is least, by L-BFGS with ten remembered steps and halved step lengths (Nocedal & Wright
 * 2006, algorithm 7.4). Ends when no element of the gradient exceeds `tolerance`, or after `most` steps.
 */
export function minimise(
  objective: Objective,
  start: Float64Array,
  { tolerance = 1e-8, most = 500 } = {},
): Float64Array {
  let at: Float64Array = start
  let { value, gradient } = objective(at)
  const steps: { moved: Float64Array; turned: Float64Array }[] = []
  for (let step = 0; step < most && gradient.some((element) => Math.abs(element) > tolerance); step++) {
    const direction = descent(gradient, steps)
    const slope = dot(direction, gradient)
    let length = steps.length === 0 ? Math.min(1, 1 / Math.sqrt(dot(gradient, gradient))) : 1
    let next = along(at, direction, length)
    let there = objective(next)
    while (!(there.value <= value + 1e-4 * length * slope) && length > 1e-12) {
      length /= 2
      next = along(at, direction, length)
      there = objective(next)
    }
    // No length makes it less: the least value to the last digits.
    if (!(there.value < value)) break
    const moved = next.map((element, i) => element - at[i])
    const turned = there.gradient.map((element, i) => element - gradient[i])
    if (dot(moved, turned) > 0) steps.push({ moved, turned })
    if (steps.length > 10) steps.shift()
    at = next
    ;({ value, gradient } = there)
  }
  return at
}

/** The direction of Newton's step by what earlier steps told of the curvature (two-loop recursion). */
function descent(
  gradient: Float64Array,
  steps: readonly { moved: Float64Array; turned: Float64Array }[],
): Float64Array {
  let direction: Float64Array = gradient.map((element) => -element)
  const shares = [...steps].reverse().map(({ moved, turned }) => {
    const share = dot(moved, direction) / dot(moved, turned)
    direction = along(direction, turned, -share)
    return share
  })
  const last = steps.at(-1)
  if (last) {
    const scale = dot(last.moved, last.turned) / dot(last.turned, last.turned)
    direction = direction.map((element) => element * scale)
  }
  steps.forEach(({ moved, turned }, i) => {
    const share = shares[shares.length - 1 - i]
    direction = along(direction, moved, share - dot(turned, direction) / dot(moved, turned))
  })
  return direction
}
