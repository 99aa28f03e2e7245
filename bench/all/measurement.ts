import type { MeasuredCurve } from './curve.ts'

/** Something that this program and another do in turn. Rates: more is better. */
export type Measurement = {
  name: string
  unit: string
  peer: string
  /** How many times as fast as the peer it is meant to be. */
  goal: number
  own(): Promise<number>
  /** Undefined where the peer is not there. */
  other(): Promise<number | undefined>
}

export type Measured = Omit<Measurement, 'own' | 'other'> & { pairs: { own: number; other: number }[] }

type Dated<T> = T & { date: string }

/** All that was measured last on one machine. */
export type Figures = {
  machine: { processor: string; cores: number; node: string }
  measured: Dated<Measured>[]
  curves: Dated<MeasuredCurve>[]
}

/** Both sides in turn, so that what else the machine does meets both; the side that begins changes from pair to pair. */
export async function measure({ own, other, ...rest }: Measurement, pairs: number): Promise<Measured> {
  const measured: Measured = { ...rest, pairs: [] }
  for (let pair = 0; pair < pairs; pair++) {
    const firstIsOwn = pair % 2 === 0
    const first = firstIsOwn ? await own() : await other()
    const second = firstIsOwn ? await other() : await own()
    const [mine, theirs] = firstIsOwn ? [first, second] : [second, first]
    if (mine === undefined || theirs === undefined) break
    measured.pairs.push({ own: mine, other: theirs })
  }
  return measured
}

export const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!

/** Median, least and greatest of the pairs' ratios. */
export function ratios({ pairs }: Measured): { middle: number; least: number; most: number } {
  const all = pairs.map(({ own, other }) => own / other)
  return { middle: median(all), least: Math.min(...all), most: Math.max(...all) }
}
