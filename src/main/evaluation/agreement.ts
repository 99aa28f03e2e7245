import type { Answer } from '#shared/mark.ts'
import type { Agreement, PairAgreement, ReaderFigures } from '#shared/review.ts'
import { wilsonInterval } from '#shared/wilsonInterval.ts'
import { Random } from '#main/network/random.ts'
import type { Interval } from './intervals.ts'

/** One answer of a reader, and what the model said of the same frame. */
export type Review = {
  reader: string
  /** Film and frame. */
  frame: string
  answer: Answer
  reading: NonNullable<ReaderFigures['reading']>
  model?: { name: string; answer: Answer } | undefined
}

const draws = 1000

/**
 * Cohen's kappa (Educational and Psychological Measurement 20, 1960) of pairs of answers, unweighted: (observed − expected)
 * / (1 − expected). NaN where both always give one and the same answer.
 */
export function cohensKappa(pairs: readonly (readonly [Answer, Answer])[]): number {
  const share = (of: (pair: readonly [Answer, Answer]) => boolean): number => pairs.filter(of).length / pairs.length
  const observed = share(([a, b]) => a === b)
  const expected = (['fracture', 'none', 'unsure'] as const).reduce(
    (sum, answer) => sum + share(([a]) => a === answer) * share(([, b]) => b === answer),
    0,
  )
  return (observed - expected) / (1 - expected)
}

/** 95 % percentile bootstrap over the frames; null where most draws give no kappa. */
function kappaInterval(pairs: readonly (readonly [Answer, Answer])[], seed: number): Interval | null {
  const random = new Random(seed)
  const values: number[] = []
  for (let draw = 0; draw < draws; draw++) {
    const value = cohensKappa(pairs.map(() => pairs[random.below(pairs.length)]))
    if (Number.isFinite(value)) values.push(value)
  }
  if (values.length < draws / 2) return null
  values.sort((a, b) => a - b)
  const at = (part: number): number => values[Math.round(part * (values.length - 1))]
  return [at(0.025), at(0.975)]
}

/**
 * What a reader says unaided: the last answer while the model's reading was hidden, else the last one of others, and one
 * that was given beside another reader's answer only where there is nothing else.
 */
export function unaidedAnswer<T extends Pick<Review, 'answer' | 'reading'>>(said: readonly T[]): T {
  const rank = ({ reading }: T): number => (reading === 'hidden' ? 2 : reading === 'compared' ? 0 : 1)
  return said.reduce((own, one) => (rank(one) >= rank(own) ? one : own))
}

/**
 * How readers agree with one another and with the model, and, where `truth` knows of a frame whether there is a fracture,
 * how many fractures each finds and how many films without one each clears: each reader as long as the reading was
 * hidden, as it was shown, the model, and reader or model (what either calls a fracture; none where both see none).
 */
export function agreementOf(reviews: readonly Review[], truth: ReadonlyMap<string, boolean>, seed: number): Agreement {
  const byReader = Map.groupBy(reviews, ({ reader }) => reader)
  const ownOf = new Map(
    [...byReader].map(([reader, all]) => {
      const byFrame = Map.groupBy(all, ({ frame }) => frame)
      return [reader, new Map([...byFrame].map(([frame, said]) => [frame, unaidedAnswer(said).answer]))] as const
    }),
  )
  const ofModel = Map.groupBy(
    reviews.flatMap(({ frame, model }) => (model ? [{ frame, ...model }] : [])),
    ({ name }) => name,
  )
  const models = new Map(
    [...ofModel].map(([name, all]) => [name, new Map(all.map(({ frame, answer }) => [frame, answer]))] as const),
  )
  const readers = [...byReader.keys()]
  const everybody = [...ownOf, ...models]
  const pairs = everybody.flatMap(([a, said], i) =>
    everybody.slice(i + 1).flatMap(([b, others]) => {
      // Of two models nobody asks here.
      if (models.has(a) && models.has(b)) return []
      return pairAgreement(a, said, b, others, seed)
    }),
  )
  const figures: ReaderFigures[] = []
  if (truth.size > 0) {
    for (const [reader, all] of byReader) {
      for (const [reading, some] of Map.groupBy(all, (review) => review.reading))
        figures.push(figuresOf(reader, reading, new Map(some.map(({ frame, answer }) => [frame, answer])), truth))
      const joined = all.flatMap(({ frame, model }) =>
        model ? [[frame, eitherOf(ownOf.get(reader)!.get(frame)!, model.answer)] as const] : [],
      )
      if (joined.length > 0) figures.push(figuresOf(reader, 'either', new Map(joined), truth))
    }
    for (const [name, said] of models) figures.push(figuresOf(name, undefined, said, truth))
  }
  const frames = new Set(reviews.map(({ frame }) => frame))
  return {
    readers,
    frames: frames.size,
    pairs,
    figures,
    known: [...frames].filter((frame) => truth.has(frame)).length,
  }
}

function eitherOf(reader: Answer, model: Answer): Answer {
  if (reader === 'fracture' || model === 'fracture') return 'fracture'
  return reader === 'none' && model === 'none' ? 'none' : 'unsure'
}

function pairAgreement(
  a: string,
  said: ReadonlyMap<string, Answer>,
  b: string,
  others: ReadonlyMap<string, Answer>,
  seed: number,
): PairAgreement[] {
  const pairs = [...said].flatMap(([frame, answer]) => {
    const other = others.get(frame)
    return other === undefined ? [] : [[answer, other] as const]
  })
  if (pairs.length === 0) return []
  const kappa = cohensKappa(pairs)
  return [
    {
      ...{ a, b, frames: pairs.length, same: pairs.filter(([one, other]) => one === other).length / pairs.length },
      kappa: Number.isFinite(kappa) ? kappa : null,
      kappaInterval: Number.isFinite(kappa) ? kappaInterval(pairs, seed) : null,
    },
  ]
}

function figuresOf(
  who: string,
  reading: ReaderFigures['reading'],
  said: ReadonlyMap<string, Answer>,
  truth: ReadonlyMap<string, boolean>,
): ReaderFigures {
  const known = [...said].filter(([frame]) => truth.has(frame))
  const share = (fractured: boolean, right: Answer) => {
    const of = known.filter(([frame]) => truth.get(frame) === fractured)
    const hits = of.filter(([, answer]) => answer === right).length
    return { value: of.length > 0 ? hits / of.length : 0, interval: wilsonInterval(hits, of.length), of: of.length }
  }
  return {
    who,
    ...(reading ? { reading } : {}),
    frames: known.length,
    unsure: known.filter(([, answer]) => answer === 'unsure').length,
    sensitivity: share(true, 'fracture'),
    specificity: share(false, 'none'),
  }
}
