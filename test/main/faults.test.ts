import { afterAll, describe, expect, it } from 'vitest'
import { Random } from '#main/network/random.ts'
import { closePrograms, kinds } from '../../bench/faults/kinds.ts'
import { newFolder } from '../support/folder.ts'

/** What takes longer than it tells here; `bench/faults` has all of them, over and over. */
const long = [
  'a training is killed and gone on with',
  'any step of any kind of work fails',
  'any file step of a real training of heads fails',
  'any file step of a real full training fails',
]

afterAll(closePrograms)

describe('a bad day loses nothing', () => {
  const random = new Random(18)
  const short = Object.entries(kinds).filter(([name]) => !long.includes(name))
  it.each(short)(
    '%s',
    async (_, { attempt }) => {
      const found = await attempt(await newFolder(), random)
      // Undefined where this machine cannot do it, such as mounting a small disk.
      expect(found ?? { lost: 0, inconsistent: 0 }).toEqual({ lost: 0, inconsistent: 0 })
    },
    120_000,
  )
})
