import { describe, expect, it } from 'vitest'
import { fuzz, newTally } from './run.ts'
import { targets } from './targets/index.ts'

const cases = Number(process.env.FRACTUREGUARD_FUZZ_CASES ?? 24)

describe('damaged bytes', () => {
  it.each(targets.map(({ name, inARow = cases }) => [name, Math.min(cases, Math.ceil(inARow / 6))] as const))(
    'end in an answer or a problem, never the program: %s',
    { timeout: 240_000 },
    async (name, count) => {
      const tally = newTally()
      await fuzz(name, 7, count, tally)
      expect(tally).toMatchObject({
        cases: count,
        crashes: [],
        hangs: [],
        faults: [],
      })
    },
  )
})
