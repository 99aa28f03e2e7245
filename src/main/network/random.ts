import { mersenne } from 'pure-rand/generator/mersenne'
import type { RandomGenerator } from 'pure-rand/types/RandomGenerator'

/** A seeded source of random numbers: the same numbers on every machine for the same seed. */
export class Random {
  // Mersenne Twister: unlike xoroshiro it mixes a small seed well, so that seeds 1 and 2 give unlike numbers from the
  // first one on.
  readonly #generator: RandomGenerator

  constructor(seed: number) {
    this.#generator = mersenne(seed)
  }

  /** Uniform in [0, 1), 32 random bits. */
  uniform(): number {
    return (this.#generator.next() >>> 0) / 2 ** 32
  }

  /** Uniform over 0 … count − 1. */
  below(count: number): number {
    return Math.floor(this.uniform() * count)
  }

  /** Mean 0, variance 1 (Box & Muller 1958). */
  normal(): number {
    const radius = Math.sqrt(-2 * Math.log(1 - this.uniform()))
    return radius * Math.cos(2 * Math.PI * this.uniform())
  }

  /** A shuffled copy (Fisher & Yates). */
  shuffled<T>(items: readonly T[]): T[] {
    const copy = [...items]
    for (let i = copy.length - 1; i > 0; i--) {
      const j = this.below(i + 1)
      ;[copy[i], copy[j]] = [copy[j], copy[i]]
    }
    return copy
  }
}
