import { expect, it } from 'vitest'
import { countedRemarks } from '#main/study/syntaxes/jpeg2000Counts.ts'

const left = (bytes: number) =>
  `[WARNING] PTERM check failure: ${bytes} remaining bytes in code block (20 used / ${20 + bytes})`
const made = (bytes: number) => `[WARNING] PTERM check failure: ${bytes} synthesized 0xFF markers read`

it.each<[string, string[], string]>([
  ['nothing', [], 'whole'],
  ['what encoders leave off', [made(3), made(4)], 'whole'],
  ['more than that', [made(5)], 'odd'],
  ['bytes that were not come to', [left(1)], 'odd'],
  ['many of them', [left(1), left(9), left(2)], 'damaged'],
  ['many made up', [made(9), made(5)], 'damaged'],
])('of counted bytes: %s', (_, counts, condition) => {
  expect(countedRemarks(['[INFO] Start', ...counts])).toEqual({ remarks: ['[INFO] Start'], condition })
})
