import { posix } from 'node:path'

/** Films by their names within the data's folder, with `/`. */
export class FilmNames {
  readonly #exact = new Map<string, number>()
  /** By the whole name without its ending. */
  readonly #withoutEnding = new Map<string, number | 'several'>()
  /** By the last part without its ending, in small letters. */
  readonly #byStem = new Map<string, { index: number; parts: string[] }[]>()

  constructor(names: readonly string[]) {
    for (const [index, name] of names.entries()) {
      this.#exact.set(name, index)
      const parts = name.toLowerCase().split('/')
      const stem = withoutEnding(parts.at(-1)!)
      const others = this.#byStem.get(stem)
      if (others) others.push({ index, parts })
      else this.#byStem.set(stem, [{ index, parts }])
      const whole = withoutEnding(name)
      this.#withoutEnding.set(whole, this.#withoutEnding.has(whole) ? 'several' : index)
    }
  }

  /** The film of exactly this path, with or without its ending; `several` where films differ in that alone. */
  exact(name: string): number | 'several' | undefined {
    const wanted = posix.normalize(name)
    return this.#exact.get(wanted) ?? this.#withoutEnding.get(wanted)
  }

  /**
   * The film of this name wherever it lies; where there are several, the one whose folders agree with most of the
   * name's. `several` where that leaves more than one.
   */
  anywhere(name: string): number | 'several' | undefined {
    const wanted = posix.normalize(name).toLowerCase().split('/')
    const last = wanted.at(-1)!
    const byStem = this.#byStem.get(withoutEnding(last)) ?? this.#byStem.get(last) ?? []
    const whole = byStem.filter(({ parts }) => parts.at(-1) === last)
    const candidates = whole.length > 0 ? whole : byStem
    const agreeing = candidates.map(({ parts }) => commonEnd(parts, wanted))
    const most = Math.max(...agreeing)
    const best = candidates.filter((_, at) => agreeing[at] === most)
    return best.length > 1 ? 'several' : best[0]?.index
  }
}

/** An ending has letters: what follows a dot in `1.2.840.113619` is none. */
export function withoutEnding(name: string): string {
  return name.replace(/\.(?=[^./]*[a-z])[a-z0-9]{1,5}$/i, '')
}

/** How many folders agree, counted from the file upwards. */
function commonEnd(a: readonly string[], b: readonly string[]): number {
  let count = 0
  while (count + 1 < Math.min(a.length, b.length) && a[a.length - 2 - count] === b[b.length - 2 - count]) count++
  return count
}
