import { describe, expect, it } from 'vitest'
import type { Mark } from '#shared/mark.ts'
import { pointingOf, type Candidate, type PointedFilm } from '#main/evaluation/index.ts'

const mark = (x: number): Mark => ({ shape: 'box', x, y: 0, width: 10, height: 10 })
const finding = (x: number, probability: number, width = 10): Candidate => {
  const box = { x, y: 0, width, height: 10 }
  return { ...box, probability, peak: { ...box, width: 10 } }
}
let group = 0
const film = (marks: Mark[], candidates: Candidate[]): PointedFilm => ({
  ...{ fractured: marks.length > 0, probability: 0.5, group: group++ },
  ...{ marks, candidates },
})
const points = { ruleOut: 0.2, ruleIn: 0.7 }

describe('pointingOf', () => {
  const films = [
    film([mark(0)], [finding(0, 0.9), finding(50, 0.3)]),
    film([mark(0), mark(100)], [finding(50, 0.8), finding(100, 0.6)]),
    film([], [finding(0, 0.4)]),
    film([], []),
  ]

  it('counts films whose highest place lies on a mark, and marks found at a number of wrong findings a film', () => {
    const { hitRate, froc, marks, markedFilms, ruleOut, ruleIn } = pointingOf(films, points, 1)!
    expect({ marks, markedFilms, hitRate }).toEqual({ marks: 3, markedFilms: 2, hitRate: 0.5 })
    // Wrong findings, highest first: 0.8, 0.4, 0.3; of four films one, two and four are allowed.
    expect(froc.map(({ falseFindings, sensitivity }) => [falseFindings, sensitivity])).toEqual([
      [0.25, 2 / 3],
      [0.5, 2 / 3],
      [1, 2 / 3],
    ])
    expect(ruleOut).toEqual({ sensitivity: 2 / 3, falseFindings: 3 / 4 })
    expect(ruleIn).toEqual({ sensitivity: 1 / 3, falseFindings: 1 / 4 })
  })

  it('takes a finding that only touches a mark for neither a hit nor a fault', () => {
    const { ruleOut } = pointingOf([film([mark(0)], [finding(9, 0.9)])], points, 1)!
    expect(ruleOut).toEqual({ sensitivity: 0, falseFindings: 0 })
  })

  it('finds a small mark with a large finding, and a large mark with a small one', () => {
    const large: Mark = { shape: 'box', x: 0, y: 0, width: 200, height: 200 }
    expect(pointingOf([film([mark(30)], [finding(0, 0.9, 100)])], points, 1)!.ruleIn.sensitivity).toBe(1)
    expect(pointingOf([film([large], [finding(30, 0.9)])], points, 1)!.ruleIn.sensitivity).toBe(1)
  })

  it('says nothing without marks', () => {
    expect(pointingOf([film([], [])], points, 1)).toBeUndefined()
  })
})
