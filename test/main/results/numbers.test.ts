import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { elementsOf } from '#main/results/object/elements.ts'
import { decimal, percent } from '#main/results/object/numbers.ts'
import { uidOf } from '#main/results/object/uids.ts'
import { percentText } from '#main/results/common/result.ts'

describe('decimal strings', () => {
  it('have at most 16 characters, no exponent, and the value as near as the digits allow', () => {
    fc.assert(
      fc.property(fc.double({ min: -1e12, max: 1e12, noNaN: true }), (value) => {
        const text = decimal(value)
        expect(text).toMatch(/^-?\d+(\.\d+)?$/)
        expect(text.length).toBeLessThanOrEqual(16)
        expect(Math.abs(Number(text) - value)).toBeLessThanOrEqual(Math.max(0.51e-6, Math.abs(value) * 1e-13))
      }),
      { seed: 21 },
    )
  })

  it.each([
    [5.8732662264241e-10, '0'],
    [0.1 + 0.2, '0.3'],
    [-1024, '-1024'],
    [1500, '1500'],
    [-0, '0'],
    [1e-6, '0.000001'],
  ])('say %d as %s', (value, text) => expect(decimal(value)).toBe(text))

  it('refuse what no decimal string can hold', () => {
    expect(() => decimal(Number.NaN)).toThrow(RangeError)
    expect(() => decimal(1e20)).toThrow(RangeError)
  })

  it('are per cent to a ten-thousandth', () => {
    expect(percent(0.93123456)).toBe('93.1235')
    expect(percent(5.87e-10)).toBe('0')
  })

  it('never call certain for people what is not', () => {
    expect([1, 0.9999, 0.931, 0.0001, 0].map(percentText)).toEqual([
      '100.0 %',
      '> 99.9 %',
      '93.1 %',
      '< 0.1 %',
      '0.0 %',
    ])
  })
})

it('makes UIDs that are valid, the same for the same parts, and different for others', () => {
  fc.assert(
    fc.property(fc.array(fc.string(), { minLength: 1 }), (parts) => {
      const uid = uidOf(...parts)
      expect(uid).toMatch(/^2\.25\.[1-9]\d{0,38}$/)
      expect(uidOf(...parts)).toBe(uid)
      expect(uidOf(...parts, '')).not.toBe(uid)
    }),
    { seed: 21 },
  )
  expect(uidOf('a', 'bc')).not.toBe(uidOf('ab', 'c'))
})

describe('attributes', () => {
  it('refuse keywords that DICOM does not have, and values that do not fit their VR', () => {
    expect(() => elementsOf({ PatientNam: 'A' })).toThrow('PatientNam')
    expect(() => elementsOf({ PatientID: 'x'.repeat(65) })).toThrow('PatientID')
    expect(() => elementsOf({ WindowCenter: 5 })).toThrow('WindowCenter')
    expect(() => elementsOf({ Rows: '5' })).toThrow('Rows')
  })
})
