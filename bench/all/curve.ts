/** A cost over a size. Milliseconds are of one piece of work: least of the repeats, so that what else runs counts least. */
export type Curve = {
  name: string
  /** What grows. */
  unit: string
  sizes: readonly number[]
  cost(size: number): Promise<number>
}
export type MeasuredCurve = Pick<Curve, 'name' | 'unit'> & { points: [size: number, milliseconds: number][] }

/** Milliseconds of the fastest of so many times. */
export async function fastest(times: number, work: () => unknown): Promise<number> {
  let least = Infinity
  for (let i = 0; i < times; i++) {
    const begun = performance.now()
    await work()
    least = Math.min(least, performance.now() - begun)
  }
  return least
}

export async function measuredCurve({ name, unit, sizes, cost }: Curve): Promise<MeasuredCurve> {
  const points: MeasuredCurve['points'] = []
  for (const size of sizes) points.push([size, await cost(size)])
  return { name, unit, points }
}
