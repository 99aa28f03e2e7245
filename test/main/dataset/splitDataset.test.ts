import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { partNames, type Part } from '#shared/dataset.ts'
import { foldSplits, splitDataset, straddles } from '#main/dataset/splitDataset.ts'
import { readSplit, writeSplit } from '#main/dataset/splitFile.ts'
import { newFolder } from '../../support/folder.ts'

const film = fc.record({ label: fc.constantFrom(0, 0, 1, 2), group: fc.nat(100) })
const films = fc.array(film, { minLength: 1, maxLength: 300 })
/** One film a group, so that every share can be met. */
const single = (count: number, given?: (i: number) => Part) =>
  Array.from({ length: count }, (_, i) => ({
    label: i % 3 === 0 ? 1 : 0,
    group: i,
    ...(given ? { part: given(i) } : {}),
  }))
const shareOf = (parts: readonly Part[], part: Part): number =>
  parts.filter((one) => one === part).length / parts.length

describe('splitDataset', () => {
  it('lets no group straddle, for any films, seed and shares', () => {
    const shares = fc.record({ validation: fc.constantFrom(0, 0.16, 0.3), holdout: fc.constantFrom(0.1, 0.2, 0.5) })
    fc.assert(
      fc.property(films, fc.nat(1000), shares, (all, seed, wanted) => {
        const { parts, leak } = splitDataset({ films: all }, { seed, shares: wanted })
        expect([parts.length, leak, straddles(all, parts)]).toEqual([all.length, false, false])
      }),
      { numRuns: 100, seed: 5 },
    )
  })

  it('holds out a fifth and keeps a fifth of the rest for validation, in each class', () => {
    const all = single(900)
    const { parts } = splitDataset({ films: all })
    for (const label of [0, 1]) {
      const own = parts.filter((_, i) => all[i].label === label)
      expect(shareOf(own, 'holdout')).toBeCloseTo(0.2, 2)
      expect(shareOf(own, 'validation')).toBeCloseTo(0.16, 2)
    }
  })

  it('keeps parts that came with the films, and takes validation from training where it is missing', () => {
    const whole = single(300, (i) => partNames[i % 3])
    expect(splitDataset({ films: whole }).parts).toEqual(whole.map(({ part }) => part))
    const half = single(400, (i) => (i % 4 === 0 ? 'holdout' : 'train'))
    const { parts } = splitDataset({ films: half })
    expect(parts.map((part) => part === 'holdout')).toEqual(half.map(({ part }) => part === 'holdout'))
    expect(shareOf(parts, 'validation')).toBeCloseTo(0.75 * 0.2, 2)
  })

  it('refuses parts that leak, says so where they are allowed, and makes new ones that do not', () => {
    const all = single(100, (i) => (i < 80 ? 'train' : 'holdout')).map((one, i) => ({
      ...one,
      group: i === 99 ? 0 : one.group,
    }))
    expect(() => splitDataset({ films: all })).toThrow(expect.objectContaining({ code: 'dataset-invalid' }))
    expect(splitDataset({ films: all }, { allowLeak: true })).toMatchObject({ leak: true })
    const { parts, leak } = splitDataset({ films: all }, { newSplit: true })
    expect([leak, straddles(all, parts)]).toEqual([false, false])
  })

  it('makes folds of which each film is held out once, none of them with a group on two sides', () => {
    fc.assert(
      fc.property(films, fc.nat(1000), fc.integer({ min: 2, max: 6 }), (all, seed, folds) => {
        const splits = foldSplits({ films: all }, folds, seed)
        for (const { parts } of splits) expect(straddles(all, parts)).toBe(false)
        for (const index of all.keys()) expect(splits.filter(({ parts }) => parts[index] === 'holdout')).toHaveLength(1)
      }),
      { numRuns: 60, seed: 6 },
    )
  })
})

describe('a split file', () => {
  /** Names that break rows, and names that a spreadsheet would run. */
  const strange = [
    'a, "b"/ä.png',
    '=1+1.png',
    "'=1+1.png",
    '@a\n=b.png',
    'c\rd.png',
    'e\r\n-f.png',
    '\t=g.png',
    '＝h.png',
  ]
  const named = single(50).map((one, i) => ({
    ...one,
    file: strange[i] ?? `sub/${i}.png`,
    contentHash: `hash ${i}`,
  }))

  it('gives the same parts back, in another order and with films that have gone', async () => {
    const path = join(await newFolder(), 'split.csv')
    const { parts } = splitDataset({ films: named })
    await writeSplit(path, named, { parts, folds: named.map((_, i) => i % 5) }, ['No fracture', 'Fracture'])
    const left = named
      .map((one, i) => ({ one, part: parts[i] }))
      .reverse()
      .slice(0, 40)
    expect(
      await readSplit(
        path,
        left.map(({ one }) => one),
      ),
    ).toEqual(left.map(({ part }) => part))
    expect((await readFile(path, 'utf8')).split('\r\n')[0]).toBe('file,label,split,group,fold,sha256')
    const rows: string[][] = parse(await readFile(path, 'utf8'))
    expect(rows).toHaveLength(named.length + 1)
    for (const [file] of rows) expect(file).not.toMatch(/^\s*[=+\-@＝]/)
  })

  it('is refused when it misses films, was made for others, or is none', async () => {
    const path = join(await newFolder(), 'split.csv')
    await writeSplit(path, named, splitDataset({ films: named }), ['No fracture', 'Fracture'])
    const refused = (films: typeof named) =>
      expect(readSplit(path, films)).rejects.toMatchObject({ code: 'dataset-invalid' })
    await refused([...named, { ...named[0], file: 'new.png' }])
    await refused(named.map((one, i) => (i === 3 ? { ...one, contentHash: 'other' } : one)))
    for (const text of ['file,split\nsub/0.png,maybe', 'x', '']) {
      await writeFile(path, text)
      await refused([named[0]])
    }
    await expect(readSplit(`${path}.none`, named)).rejects.toMatchObject({ code: 'not-found' })
    await expect(writeSplit(join(path, 'below'), named, splitDataset({ films: named }), [])).rejects.toMatchObject({
      code: 'not-readable',
    })
  })
})
