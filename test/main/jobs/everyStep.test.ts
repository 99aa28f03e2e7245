import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Random } from '#main/network/random.ts'
import { doings, EveryStep } from '../../support/everyStep.ts'

/** Steps of each kind of work that fail here, and at which it is cancelled; `bench/faults` goes on with all of them. */
const tries = 4
/** Of what packs and unpacks whole models. */
const slowTries = 1
const slow = ['fit', 'import']
/** Of these every step is tried both ways: they take milliseconds. */
const whole = ['inspection', 'evaluation', 'comparison']
const random = new Random(7)

let program: EveryStep
beforeAll(async () => {
  program = await EveryStep.open()
}, 120_000)
afterAll(() => program.close(), 120_000)

// Outcomes that must not be: `hangs`, `untyped …`, `job left …`, `next …`; and a problem that says nothing.
const told = /^(?:done|cancelled|[a-z]+(?:-[a-z]+)*)$/
const wrong = ['hangs', 'internal']

describe('every step of a job', () => {
  it.each(Object.keys(doings))(
    'may fail, or be where it is cancelled: %s ends, says why, and the next one runs',
    async (doing) => {
      const steps = await program.stepsOf(doing)
      expect(steps.length).toBeGreaterThan(0)
      const sampled = Array.from({ length: slow.includes(doing) ? slowTries : tries }, (_, i) => ({
        at: 1 + random.below(steps.length),
        how: i % 4 === 3 ? ('cancel' as const) : ('fail' as const),
      }))
      const every = steps.flatMap((_, i) => (['fail', 'cancel'] as const).map((how) => ({ at: i + 1, how })))
      for (const { at, how } of whole.includes(doing) ? every : sampled) {
        const outcome = await program.try(doing, at, how)
        expect(outcome, `${how} at step ${at} of ${doing}: ${steps[at - 1]}`).toMatch(told)
        expect(wrong, `${how} at step ${at} of ${doing}: ${steps[at - 1]}`).not.toContain(outcome)
      }
    },
    300_000,
  )
})
