import { describe, expect, it } from 'vitest'
import { wouldMoreHelp } from '#shared/learningCurve.ts'
import type { DatasetFilm } from '#main/dataset/index.ts'
import type { Task } from '#main/training/loop/task.ts'
import { learningCurve, partOf } from '#main/training/run/learningCurve.ts'

/** Every third group is fractured; a group has one to three films. */
const films = Array.from({ length: 120 }, (_, i): DatasetFilm => {
  const group = Math.floor(i / 2)
  return { path: `${i}`, file: `${i}`, contentHash: `${i}`, group, label: group % 3 === 0 ? 1 : 0 }
})

describe('a part of the films', () => {
  it('holds whole groups, both kinds in their proportion, and the smaller part', () => {
    const [quarter, half, most] = [0.25, 0.5, 0.75].map((share) => partOf(films, share, 7))
    for (const [part, share] of [
      [quarter!, 0.25],
      [half!, 0.5],
      [most!, 0.75],
    ] as const) {
      const groups = new Set(part.map(({ group }) => group))
      expect(films.filter(({ group }) => groups.has(group))).toEqual(part)
      for (const label of [0, 1]) {
        const all = films.filter((film) => film.label === label).length
        const some = part.filter((film) => film.label === label).length
        expect(Math.abs(some - share * all)).toBeLessThanOrEqual(2)
      }
    }
    expect(half).toEqual(expect.arrayContaining(quarter!))
    expect(most).toEqual(expect.arrayContaining(half!))
    expect(partOf(films, 0.5, 8)).not.toEqual(half)
  })
})

describe('the learning curve', () => {
  const held = Array.from({ length: 20 }, (_, i): DatasetFilm => {
    return { path: `h${i}`, file: `h${i}`, contentHash: `h${i}`, group: 1000 + i, label: i % 2 }
  })
  const whole = {
    films: held,
    outputs: held.map(({ label }, i) => ({
      logits: Float32Array.of(0, label + (i % 3) / 2),
      pooled: new Float32Array(1),
      experts: new Float32Array(1),
    })),
  }
  const task = {
    ...{ seed: 7, runDirectory: 'run', report: () => undefined },
    parts: { train: films, validation: [], holdout: held },
  } as unknown as Task
  const trainOn = () => Promise.resolve(whole)

  it('leaves out points that have too few marked films, and counts them', async () => {
    const canTrainOn = ({ parts }: Task) => parts.train.length > 40
    const { points, tooFewMarked } = await learningCurve(task, whole, { canTrainOn, trainOn })
    expect([points.length, tooFewMarked]).toEqual([3, 1])
    expect((await learningCurve(task, whole, { canTrainOn: () => true, trainOn })).tooFewMarked).toBeUndefined()
  })

  it('says why there is none', async () => {
    const canTrainOn = () => false
    await expect(learningCurve(task, whole, { canTrainOn, trainOn })).rejects.toMatchObject({
      id: 'curve-marks-too-few',
    })
    const few = { ...task, parts: { ...task.parts, train: films.slice(0, 20) } }
    await expect(learningCurve(few, whole, { canTrainOn, trainOn })).rejects.toMatchObject({
      id: 'curve-films-too-few',
    })
  })
})

describe('whether more films would help', () => {
  const curve = (low: number, high: number) => ({
    points: [],
    gain: { from: 10, difference: (low + high) / 2, interval: [low, high] as [number, number] },
  })
  it('is told by what the last doubling brought', () => {
    expect(wouldMoreHelp(curve(0.01, 0.09))).toBe('yes')
    expect(wouldMoreHelp(curve(-0.01, 0.015))).toBe('hardly')
    expect(wouldMoreHelp(curve(-0.05, 0.09))).toBe('unclear')
    expect(wouldMoreHelp(curve(0, 0))).toBe('unclear')
  })
})
