/**
 * A number as DS (PS3.5 6.2): at most 16 characters, fixed point, never an exponent that a cut could lose.
 * `digits`: after the point; zeros at the end are left out.
 */
export function decimal(value: number, digits = 6): string {
  if (!Number.isFinite(value)) throw new RangeError('A decimal string holds finite numbers only.')
  for (let left = digits; left >= 0; left--) {
    const fixed = value.toFixed(left)
    const short = left > 0 ? fixed.replace(/\.?0+$/, '') : fixed
    if (short.length <= 16 && !short.includes('e')) return short === '-0' ? '0' : short
  }
  throw new RangeError('The number has too many digits for a decimal string.')
}

/** A share of 1 as per cent, to a ten-thousandth of one. */
export function percent(share: number): string {
  return decimal(share * 100, 4)
}
