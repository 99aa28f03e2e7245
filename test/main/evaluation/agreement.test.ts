import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { answers, type Answer } from '#shared/mark.ts'
import { cohensKappa } from '#main/evaluation/agreement.ts'
import { agreementOf, readReviews, readTruth, truthOf, type Review } from '#main/evaluation/index.ts'
import { newFolder } from '../../support/folder.ts'

const times = <T>(count: number, value: T): T[] => Array.from({ length: count }, () => value)
const review = (reader: string, frame: number, answer: Answer, more: Partial<Review> = {}): Review => ({
  ...{ reader, frame: `f${frame}`, answer, reading: 'hidden' },
  ...more,
})

describe('kappa', () => {
  it('is that of the textbook', () => {
    // 50 grants, two readers: both yes 20, both no 15; https://en.wikipedia.org/wiki/Cohen's_kappa#Simple_example
    const pairs = [
      ...times(20, ['fracture', 'fracture'] as const),
      ...times(5, ['fracture', 'none'] as const),
      ...times(10, ['none', 'fracture'] as const),
      ...times(15, ['none', 'none'] as const),
    ]
    expect(cohensKappa(pairs)).toBeCloseTo(0.4, 12)
  })

  it('is 1 for the same answers, at most 1 for any, and the same both ways round', () => {
    const answer = fc.constantFrom(...answers)
    const pairsOf = fc.array(fc.tuple(answer, answer), { minLength: 2, maxLength: 40 })
    fc.assert(
      fc.property(pairsOf, (pairs) => {
        const kappa = cohensKappa(pairs)
        const other = cohensKappa(pairs.map(([a, b]) => [b, a] as const))
        if (Number.isNaN(kappa)) expect(other).toBeNaN()
        else {
          expect(other).toBeCloseTo(kappa, 9)
          expect(kappa).toBeLessThanOrEqual(1 + 1e-9)
        }
        const same = cohensKappa(pairs.map(([a]) => [a, a] as const))
        expect(Number.isNaN(same) || Math.abs(same - 1) < 1e-9).toBe(true)
      }),
    )
  })
})

describe('agreementOf', () => {
  const truth = new Map(Array.from({ length: 40 }, (_, i) => [`f${i}`, i < 20] as const))
  // A finds 16 of 20 and clears 15 of 20, with three unsure; the model finds 12 and clears 20.
  const model = (i: number) => ({ name: 'Starter', answer: i < 12 ? 'fracture' : ('none' as Answer) })
  const ofA = Array.from({ length: 40 }, (_, i) => {
    const answer: Answer = i < 16 || (i >= 35 && i < 37) ? 'fracture' : i >= 37 ? 'unsure' : 'none'
    return review('A', i, answer, { model: model(i) })
  })

  it('tells reader, model and both', () => {
    const { figures, known, frames } = agreementOf(ofA, truth, 1)
    expect([known, frames]).toEqual([40, 40])
    const told = figures.map(({ who, reading, unsure, sensitivity, specificity }) => [
      ...[who, reading, unsure],
      ...[sensitivity.value, specificity.value],
    ])
    expect(told).toEqual([
      ['A', 'hidden', 3, 0.8, 0.75],
      // What either calls a fracture.
      ['A', 'either', 3, 0.8, 0.75],
      ['Starter', undefined, 0, 0.6, 1],
    ])
    for (const { sensitivity } of figures) {
      expect(sensitivity.interval[0]).toBeLessThan(sensitivity.value)
      expect(sensitivity.interval[1]).toBeGreaterThan(sensitivity.value)
    }
  })

  it('keeps apart what was said before and after the reading was shown', () => {
    const after = Array.from({ length: 40 }, (_, i) =>
      review('A', i, i < 20 ? 'fracture' : 'none', { reading: 'shown', model: model(i) }),
    )
    const { figures, pairs } = agreementOf([...ofA, ...after], truth, 1)
    const own = figures.filter(({ who, reading }) => who === 'A' && reading !== 'either')
    expect(own.map(({ reading, sensitivity }) => [reading, sensitivity.value])).toEqual([
      ['hidden', 0.8],
      ['shown', 1],
    ])
    // Agreement with the model is that of the answers that did not see it.
    expect(pairs).toMatchObject([{ a: 'A', b: 'Starter', frames: 40, same: (12 + 4 + 15) / 40 }])
  })

  it('leaves out what a reader said beside another one, but where there is nothing else', () => {
    const said = [
      review('A', 0, 'none', { reading: 'none' }),
      review('A', 0, 'fracture', { reading: 'compared' }),
      review('A', 1, 'fracture', { reading: 'compared' }),
      review('B', 0, 'fracture'),
      review('B', 1, 'fracture'),
    ]
    expect(agreementOf(said, new Map(), 1).pairs).toMatchObject([{ a: 'A', b: 'B', frames: 2, same: 0.5 }])
  })

  it('compares readers on the frames that both answered about, with an interval around the kappa', () => {
    const ofB = ofA.slice(0, 30).map((one) => ({ ...one, reader: 'B', model: undefined }))
    const { pairs } = agreementOf([...ofA, ...ofB], new Map(), 1)
    const [ab] = pairs.filter(({ a, b }) => a === 'A' && b === 'B')
    expect(ab).toMatchObject({ frames: 30, same: 1, kappa: 1, kappaInterval: [1, 1] })
    const [am] = pairs.filter(({ b }) => b === 'Starter')
    expect(am.kappaInterval![0]).toBeLessThan(am.kappa!)
    expect(am.kappaInterval![1]).toBeGreaterThan(am.kappa!)
    expect(agreementOf(times(1, review('A', 1, 'none')), new Map(), 1)).toMatchObject({ pairs: [], figures: [] })
  })

  it('has no kappa where both always say the same one thing', () => {
    const all = ['A', 'B'].flatMap((reader) => [0, 1, 2].map((i) => review(reader, i, 'none')))
    expect(agreementOf(all, new Map(), 1).pairs).toMatchObject([{ same: 1, kappa: null, kappaInterval: null }])
  })
})

describe('tables of reviews', () => {
  const written = async (text: string): Promise<string> => {
    const path = join(await newFolder(), 'table.csv')
    await writeFile(path, text)
    return path
  }

  it('need reader, film and answer only, and take the rest where it is there', async () => {
    const reviews = await readReviews([
      await written('reader,film,answer\nA,a.png,none\n,b.png,unsure\n'),
      await written('Film,Reader,Answer,Frame,Reading,Model,Verdict\nx/a.png,B,fracture,2,shown,Starter,uncertain\n'),
    ])
    expect(reviews).toEqual([
      { reader: 'A', film: 'a.png', frame: 'a.png#0', answer: 'none', reading: 'unknown' },
      { reader: '(no name)', film: 'b.png', frame: 'b.png#0', answer: 'unsure', reading: 'unknown' },
      {
        ...{ reader: 'B', film: 'x/a.png', frame: 'x/a.png#2', answer: 'fracture', reading: 'shown' },
        model: { name: 'Starter', answer: 'unsure' },
      },
    ])
    const labels = await written('file,label,leave out\na.png,Fractured,\nb.png,normal,yes\nc.png,normal,\n')
    // What was left out as unclear is no reference.
    expect(await readTruth(labels, reviews)).toEqual(
      new Map([
        ['a.png#0', true],
        ['x/a.png#2', true],
      ]),
    )
    expect(truthOf('B', reviews)).toEqual(new Map([['x/a.png#2', true]]))
    expect(() => truthOf('C', reviews)).toThrow(/No review is by that reader/)
  })

  it.each([
    ['film,answer\na,none\n', /columns that are needed/],
    ['reader,film,answer\nA,a,perhaps\n', /another answer/],
    ['reader,film,answer\nA,,none\n', /no film/],
    ['reader,film,answer\n', /no lines/],
    ['reader,film,answer\n"A,a,none\n', /columns that are needed/],
  ])('are refused where they are no such table: %j', async (text, said) => {
    await expect(readReviews([await written(text)])).rejects.toThrow(said)
  })

  it('are refused against labels of other films', async () => {
    const reviews = await readReviews([await written('reader,film,answer\nA,a.png,none\n')])
    const labels = await written('file,label\nx.png,Fractured\nc.png,normal\n')
    await expect(readTruth(labels, reviews)).rejects.toThrow(/none of the reviewed films/)
  })
})
