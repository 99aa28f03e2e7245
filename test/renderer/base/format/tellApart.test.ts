import { describe, expect, it } from 'vitest'
import { tellApart } from '#renderer/base/format/tellApart.ts'

const made = (id: string, name: string, createdAt: string) => ({ id, name, createdAt })

describe('names of things', () => {
  it('stand alone where they differ, and are told apart by day, time and id where not', () => {
    const names = tellApart([
      made('a', 'Wrists', '2026-01-02T03:04:05Z'),
      made('b', 'Wrists', '2026-01-03T03:04:05Z'),
      made('c', 'Ankles', '2026-01-03T03:04:05Z'),
      made('d', 'Hips', '2026-01-03T03:04:05Z'),
      made('e', 'Hips', '2026-01-03T03:05:05Z'),
      made('f', 'Feet', '2026-01-03T03:05:05Z'),
      made('g', 'Feet', '2026-01-03T03:05:06Z'),
    ])
    expect([...names.values()]).toEqual([
      'Wrists (2026-01-02)',
      'Wrists (2026-01-03)',
      'Ankles',
      'Hips (2026-01-03 03:04)',
      'Hips (2026-01-03 03:05)',
      'Feet (f)',
      'Feet (g)',
    ])
  })
})
