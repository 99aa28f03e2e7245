import { describe, expect, it } from 'vitest'
import { probabilityHistogram, thinned } from '#main/evaluation/curves.ts'
import { resultsByColumn, type Described } from '#main/evaluation/groupColumns.ts'

const film = (fractured: boolean, probability: number, columns?: Record<string, string>, group = 0): Described => ({
  fractured,
  probability,
  group,
  columns,
})

/** So many films, each of a group of its own. */
const films = (count: number, fractured: boolean, probability: number, columns?: Record<string, string>): Described[] =>
  Array.from({ length: count }, (_, group) => film(fractured, probability, columns, group))

describe('resultsByColumn', () => {
  it('measures each value of each column by itself', () => {
    const results = resultsByColumn([
      ...films(4, true, 0.9, { site: 'North' }),
      ...films(4, true, 0.3, { site: 'North' }),
      ...films(4, false, 0.2, { site: 'North' }),
      ...films(6, false, 0.6, { site: 'South' }),
      ...films(5, false, 0.1),
    ])
    expect(results.map(({ column, value, films }) => [column, value, films])).toEqual([
      ['site', 'North', 12],
      ['site', 'South', 6],
      ['site', '(none)', 5],
    ])
    expect(results[0]).toMatchObject({ fractured: 8, auc: 1, sensitivity: 0.5, specificity: 1, accuracy: 2 / 3 })
    expect(results[1]).not.toHaveProperty('auc')
    expect(results[1]).not.toHaveProperty('sensitivity')
    expect(results[1].specificity).toBe(0)
  })

  it('leaves out columns that tell nothing apart, or every film', () => {
    const many = Array.from({ length: 30 }, (_, i) => film(i % 2 === 0, 0.5, { file: `${i}`, year: '2026' }))
    expect(resultsByColumn(many)).toEqual([])
  })

  it('names no value that few films have, or the films of one patient', () => {
    const patients = Array.from({ length: 12 }, (_, i) => ({ name: `Muster${i}^Anna`, born: `19${40 + i}0203` }))
    // Ten films of each patient, who is a group.
    const ofPatients = patients.flatMap((columns, group) =>
      Array.from({ length: 10 }, (_, i) => film(i % 2 === 0, 0.5, columns, group)),
    )
    expect(resultsByColumn(ofPatients)).toEqual([])
    const rare = [...films(9, true, 0.9, { site: 'North' }), ...films(4, false, 0.9, { site: 'Anna Muster' })]
    expect(resultsByColumn(rare).map(({ value, films }) => [value, films])).toEqual([
      ['North', 9],
      ['(few)', 4],
    ])
  })
})

describe('curves', () => {
  it('count every film once', () => {
    const histogram = probabilityHistogram([film(true, 1), film(true, 0), film(false, 0.5)], 4)
    expect(histogram).toEqual({ fractured: [1, 0, 0, 1], unfractured: [0, 0, 1, 0] })
  })

  it('keep their ends when they are thinned', () => {
    const points = Array.from({ length: 1000 }, (_, i) => i)
    const few = thinned(points, 10)
    expect(few).toHaveLength(10)
    expect([few[0], few[9]]).toEqual([0, 999])
    expect(thinned([1, 2], 10)).toEqual([1, 2])
  })
})
