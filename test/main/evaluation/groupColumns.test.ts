import { describe, expect, it } from 'vitest'
import { probabilityHistogram, thinned } from '#main/evaluation/curves.ts'
import { resultsByColumn, type Described } from '#main/evaluation/groupColumns.ts'

const film = (fractured: boolean, probability: number, columns?: Record<string, string>): Described => ({
  fractured,
  probability,
  group: 0,
  columns,
})

describe('resultsByColumn', () => {
  it('measures each value of each column by itself', () => {
    const results = resultsByColumn([
      film(true, 0.9, { site: 'North' }),
      film(true, 0.3, { site: 'North' }),
      film(false, 0.2, { site: 'North' }),
      film(false, 0.6, { site: 'South' }),
      film(false, 0.1),
    ])
    expect(results.map(({ column, value, films }) => [column, value, films])).toEqual([
      ['site', 'North', 3],
      ['site', '(none)', 1],
      ['site', 'South', 1],
    ])
    expect(results[0]).toMatchObject({ fractured: 2, auc: 1, sensitivity: 0.5, specificity: 1, accuracy: 2 / 3 })
    expect(results[2]).not.toHaveProperty('auc')
    expect(results[2]).not.toHaveProperty('sensitivity')
    expect(results[2].specificity).toBe(0)
  })

  it('leaves out columns that tell nothing apart, or every film', () => {
    const many = Array.from({ length: 30 }, (_, i) => film(i % 2 === 0, 0.5, { file: `${i}`, year: '2026' }))
    expect(resultsByColumn(many)).toEqual([])
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
