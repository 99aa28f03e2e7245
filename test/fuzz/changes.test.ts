import { expect, it } from 'vitest'
import { someChanges } from './changes.ts'

it.each([true, false])('each case is a change of the seed itself, which stays as it was (text: %s)', (text) => {
  const seeds = [Buffer.from('{"a":1}\n'.repeat(40)), new Uint8Array(300).fill(7)]
  const before = seeds.map((seed) => seed.toString())
  for (const change of someChanges(3, 300, text)) seeds.forEach((seed) => void change(seed))
  expect(seeds.map((seed) => seed.toString())).toEqual(before)
})
