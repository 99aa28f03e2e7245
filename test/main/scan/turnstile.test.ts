import { setTimeout as sleep } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { Turnstile } from '#main/scan/turnstile.ts'

it('lets many pass together, and each that wants it alone', async () => {
  const turnstile = new Turnstile()
  let inside = 0
  let most = 0
  const seen: number[] = []
  const work = async (milliseconds: number): Promise<void> => {
    most = Math.max(most, ++inside)
    await sleep(milliseconds)
    inside--
  }
  const solo = async (): Promise<void> => {
    seen.push(++inside)
    await sleep(5)
    seen.push(inside--)
  }
  const early = [3, 9, 1].map((milliseconds) => turnstile.together(() => work(milliseconds)))
  const alone = [turnstile.alone(solo), turnstile.alone(() => solo().then(() => Promise.reject(new Error('no'))))]
  const late = [2, 2].map((milliseconds) => turnstile.together(() => work(milliseconds)))
  await Promise.allSettled([...early, ...alone, ...late])
  expect(most).toBe(3)
  expect(seen).toEqual([1, 1, 1, 1])
  await expect(alone[1]).rejects.toThrow('no')
  await expect(turnstile.together(async () => 'open')).resolves.toBe('open')
})
