/** Which of so many things belong together, as more and more of them are joined. */
export class DisjointSets {
  readonly #parent: Int32Array

  constructor(count: number) {
    this.#parent = Int32Array.from({ length: count }, (_, index) => index)
  }

  /** The same number for all that are joined. */
  root(index: number): number {
    const parent = this.#parent
    while (parent[index] !== index) index = parent[index] = parent[parent[index]]
    return index
  }

  join(a: number, b: number): void {
    this.#parent[this.root(a)] = this.root(b)
  }

  /** For each thing the number of its set, counted from 0 in the order in which sets first come up. */
  numbers(): number[] {
    const numbers = new Map<number, number>()
    return Array.from(this.#parent, (_, index) => {
      const root = this.root(index)
      if (!numbers.has(root)) numbers.set(root, numbers.size)
      return numbers.get(root)!
    })
  }
}
