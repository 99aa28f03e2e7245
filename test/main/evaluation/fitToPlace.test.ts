import { describe, expect, it } from 'vitest'
import { fitToPlace, type Judged } from '#main/evaluation/index.ts'
import { Random } from '#main/network/random.ts'

/** Films of a place where the model says log-odds that are `shift` too high and `stretch` times too large. */
function place(
  count: number,
  { shift, stretch, seed = 1 }: { shift: number; stretch: number; seed?: number },
): Judged[] {
  const random = new Random(seed)
  return Array.from({ length: count }, (_, group) => {
    const truth = 2 * random.normal()
    const fractured = random.uniform() < 1 / (1 + Math.exp(-truth))
    return { fractured, group, probability: 1 / (1 + Math.exp(-(stretch * truth + shift))) }
  })
}
const before = { ruleOut: 0.2, ruleIn: 0.8 }

describe('fitToPlace', () => {
  it('undoes what a place does to a model, and says so on films that it was not fitted to', () => {
    const { refit, figures } = fitToPlace(place(2000, { shift: 3, stretch: 2 }), before, 1)
    expect(refit.slope).toBeCloseTo(0.5, 1)
    expect(refit.offset).toBeCloseTo(-1.5, 0)
    expect(figures.before.ece).toBeGreaterThan(0.15)
    expect(figures.after.ece).toBeLessThan(0.04)
    expect(figures.after.ruleIn.specificity).toBeGreaterThan(0.93)
    expect(figures.after.auc).toBeCloseTo(figures.before.auc, 2)
    expect(figures.carries).toEqual({ ruleOut: true, ruleIn: true })
  })

  it('keeps near to the model where there are few films, and says that they show little', () => {
    const { refit, figures } = fitToPlace(place(40, { shift: 0, stretch: 1, seed: 3 }), before, 1)
    expect(Math.abs(refit.slope - 1)).toBeLessThan(0.5)
    expect(figures.carries).toEqual({ ruleOut: false, ruleIn: false })
    const [low, high] = figures.pointsMove.ruleIn
    expect(high - low).toBeGreaterThan(0.05)
  })

  it('never judges a film by a fit to another film of its group', () => {
    // One patient whose films are all called wrongly: with its own films in the fit they would be called better.
    const films = [
      ...place(100, { shift: 0, stretch: 1 }),
      ...Array.from({ length: 20 }, () => ({ fractured: true, group: 1000, probability: 0.01 })),
    ]
    const { figures } = fitToPlace(films, before, 1)
    const spread = fitToPlace(
      films.map((film, i) => ({ ...film, group: i })),
      before,
      1,
    )
    expect(figures.after.ece).toBeGreaterThan(spread.figures.after.ece)
  })

  it('is refused where the model does not tell fractures apart, since labels may be reversed', () => {
    const reversed = place(200, { shift: 0, stretch: 1 }).map((film) => ({ ...film, fractured: !film.fractured }))
    expect(() => fitToPlace(reversed, before, 1)).toThrow(expect.objectContaining({ id: 'fit-tells-nothing' }))
    const alike = place(200, { shift: 0, stretch: 1 }).map((film) => ({ ...film, probability: 0.3 }))
    expect(() => fitToPlace(alike, before, 1)).toThrow(expect.objectContaining({ code: 'dataset-invalid' }))
  })

  it('gives the same for the same seed', () => {
    const films = place(120, { shift: 1, stretch: 1 })
    expect(fitToPlace(films, before, 5)).toEqual(fitToPlace(films, before, 5))
  })
})
