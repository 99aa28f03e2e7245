import { expect, it } from 'vitest'
import { ariaNumber } from '#renderer/base/format/index.ts'

it.each([
  [6.843e-7, '0.000001'],
  [1e-9, '0'],
  [0.125, '0.125'],
  [-2048.5, '-2048.5'],
  [65_535, '65535'],
])('a number for screen readers has no exponent: %d is %s', (value, said) => {
  expect(ariaNumber(value)).toBe(said)
})
