import { describe, expect, it } from 'vitest'
import type { DatasetFilm } from '#main/dataset/datasetFilm.ts'
import { divide } from '#main/training/run/divide.ts'
import type { TrainingSettings } from '#shared/training.ts'

const settings = (changes: Partial<TrainingSettings> = {}): TrainingSettings => ({
  mode: 'full',
  preset: 'default',
  seed: 1,
  classWeights: 'none',
  ...changes,
})

/** Sixty films, each a group of its own. */
const own = Array.from({ length: 60 }, (_, i): DatasetFilm => ({
  path: `/${i}`,
  file: `${i}`,
  label: i % 2,
  contentHash: `${i}`,
  group: i,
}))
const addedTo = (group: number, label = 1): DatasetFilm => ({
  path: `/x${group}`,
  file: `x${group}`,
  label,
  contentHash: `x${group}`,
  group,
  added: true,
})

describe('divide', () => {
  it('only trains on added films, holds out the same films with them, and drops what is akin to a judged film', () => {
    const without = divide(own, settings())
    const groupOf = (part: string) => without.films.find((_, i) => without.split.parts[i] === part)!.group
    const [train, validation, holdout] = ['train', 'validation', 'holdout'].map(groupOf)
    const { films, split } = divide(
      [...own, addedTo(train), addedTo(validation), addedTo(holdout), addedTo(1000)],
      settings(),
    )
    expect(split.parts.slice(0, 60)).toEqual(without.split.parts)
    expect(films.slice(60).map(({ group }) => group)).toEqual([train, 1000])
    expect(split.parts.slice(60)).toEqual(['train', 'train'])
  })

  it('only trains on films that the starting trunk was fine-tuned on, and on others of their groups', () => {
    const many = Array.from({ length: 300 }, (_, i): DatasetFilm => ({
      ...{ path: `/${i}`, file: `${i}`, label: i % 2, contentHash: `${i}`, group: i >> 1 },
    }))
    const known = new Set(
      many.filter(({ group }) => group >= 40).flatMap(({ contentHash }, i) => (i % 2 ? contentHash : [])),
    )
    for (const mode of ['full', 'heads'] as const) {
      const { films, split } = divide(many, settings({ mode }), known)
      const groups = (part: string) => films.filter((_, i) => split.parts[i] === part).map(({ group }) => group)
      expect(Math.max(...groups('holdout'), ...groups('validation'))).toBeLessThan(40)
      expect(groups('holdout').length).toBeGreaterThan(30)
      expect(new Set(split.parts).size).toBe(mode === 'full' ? 3 : 2)
    }
  })

  it('divides as always where too few films are new to the starting trunk, and where parts were given', () => {
    const all = own.map(({ contentHash }) => contentHash)
    expect(divide(own, settings(), new Set(all.slice(20)))).toEqual(divide(own, settings()))
    const given = own.map((film, i): DatasetFilm => ({ ...film, part: i < 40 ? 'train' : 'holdout' }))
    expect(divide(given, settings(), new Set(all.slice(40)))).toEqual(divide(given, settings()))
  })

  it('counts what was validation to training where only heads are trained', () => {
    const { split } = divide(own, settings({ mode: 'heads' }))
    expect(new Set(split.parts)).toEqual(new Set(['train', 'holdout']))
  })

  it('holds out each film in one of k folds, and no group in two', () => {
    const pairs = own.map((film, i): DatasetFilm => ({ ...film, label: (i >> 1) % 2, group: i >> 1 }))
    const holdouts = [1, 2, 3].map((number) => {
      const { films, split } = divide(pairs, settings({ fold: { number, of: 3 } }))
      expect(new Set(split.parts)).toEqual(new Set(['train', 'validation', 'holdout']))
      return films.filter((_, i) => split.parts[i] === 'holdout')
    })
    expect(
      holdouts
        .flat()
        .map(({ file }) => file)
        .sort(),
    ).toEqual(pairs.map(({ file }) => file).sort())
    expect(holdouts.map((films) => new Set(films.map(({ group }) => group)).size)).toEqual([10, 10, 10])
  })

  it('knows that a group on both sides of training and validation concerns heads, which have no validation, in nothing', () => {
    const given = own.map((film, i): DatasetFilm => ({
      ...film,
      group: i === 1 ? 0 : i,
      part: i % 4 === 0 ? 'train' : i % 4 === 1 ? 'validation' : 'holdout',
    }))
    expect(divide(given, settings({ allowLeak: true })).split.leak).toBe(true)
    expect(divide(given, settings({ allowLeak: true, mode: 'heads' })).split.leak).toBe(false)
  })

  it('takes given parts, refuses them where they leak, and divides again when it is told to', () => {
    const given = own.map((film, i): DatasetFilm => ({
      ...film,
      group: i >> 1,
      part: i % 2 === 0 ? 'train' : 'holdout',
    }))
    expect(() => divide(given, settings())).toThrow(expect.objectContaining({ code: 'dataset-invalid' }))
    expect(divide(given, settings({ allowLeak: true })).split.leak).toBe(true)
    const { split } = divide(given, settings({ newSplit: true }))
    expect(split.leak).toBe(false)
    split.parts.forEach((part, i) => expect(part).toBe(split.parts[i ^ 1]))
  })
})
