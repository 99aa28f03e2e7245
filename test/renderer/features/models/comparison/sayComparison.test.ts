import { describe, expect, it } from 'vitest'
import { sayComparison, showP, type Compared } from '#renderer/features/models/comparison/sayComparison.ts'

const evaluation = { films: 238 } as Compared['evaluations']['a']

function compared(auc: Partial<Compared['comparison']['auc']>, seen: Compared['seen'] = { a: 0, b: 0 }): Compared {
  return {
    type: 'compared',
    models: { a: { id: 'a', name: 'Starter' }, b: { id: 'b', name: 'Wrists' } },
    evaluations: { a: evaluation, b: evaluation },
    comparison: {
      auc: { a: 0.8, b: 0.85, difference: 0.05, interval: [0.01, 0.09], p: 0.012, test: 'DeLong' as never, ...auc },
      verdicts: { both: 180, onlyA: 10, onlyB: 22, neither: 26, p: 0.05, test: 'McNemar' as never },
    },
    seen,
    unread: [],
  }
}

describe('a comparison in words', () => {
  it('names the better model where the interval leaves zero out, whichever side it is on', () => {
    expect(sayComparison(compared({})).finding).toBe(
      'On these 238 films, Wrists detects fractures better: area under the curve 0.85 against 0.80.',
    )
    const other = sayComparison(compared({ a: 0.85, b: 0.8, difference: -0.05, interval: [-0.09, -0.01] }))
    expect(other.finding).toBe(
      'On these 238 films, Starter detects fractures better: area under the curve 0.85 against 0.80.',
    )
    expect(other.details[0]).toContain(
      'The difference B − A is −0.050; with 95 % confidence it lies between −0.090 and −0.010 (p = 0.012).',
    )
    expect(other.details[0]).toContain('unlikely to be due to chance')
  })

  it('claims nothing where the interval holds zero', () => {
    const { finding, details } = sayComparison(compared({ interval: [-0.02, 0.12], p: 0.16 }))
    expect(finding).toContain('no difference between the two was detected')
    expect(details[0]).toContain('may be zero')
  })

  it('says that both are the same where they are', () => {
    const { finding, details } = sayComparison(compared({ b: 0.8, difference: 0, interval: [0, 0], p: 1 }))
    expect(finding).toContain('exactly the same')
    expect(details).toHaveLength(1)
  })

  it('warns of films that flatter a model, and of what is not known', () => {
    const { details } = sayComparison(compared({}, { a: undefined, b: 120 }))
    expect(details.slice(2)).toEqual([
      'It is not known whether Starter was trained on some of these.',
      'Wrists was trained on 120 films of these, which makes it look better than it is.',
    ])
  })

  it('gives no p of zero', () =>
    expect([showP(0), showP(0.0005), showP(0.05)]).toEqual(['< 0.001', '< 0.001', '= 0.050']))
})
