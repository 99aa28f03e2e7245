import type { GreyValues } from '#shared/film.ts'

type Samples = GreyValues | Float64Array

/**
 * Samples before a black ground, their last sample of each pixel being how far it is opaque: 0 to the highest value, or
 * to 1 for floating point. Where white is zero, black is the highest value.
 */
export function overBlack(
  samples: Samples,
  samplesPerPixel: number,
  { kind, bits, whiteIsZero }: { kind: 'unsigned' | 'signed' | 'float'; bits: number; whiteIsZero: boolean },
): Samples {
  const kept = samplesPerPixel - 1
  const float = kind === 'float'
  const most = float ? 1 : 2 ** bits - 1
  const black = whiteIsZero ? most : 0
  const plain = new (samples.constructor as new (length: number) => Samples)((samples.length / samplesPerPixel) * kept)
  for (let from = 0, to = 0; from < samples.length; from += samplesPerPixel) {
    const opaque = samples[from + kept]! / most
    for (let sample = 0; sample < kept; sample++) {
      const value = black + (samples[from + sample]! - black) * opaque
      plain[to++] = float ? value : Math.round(value)
    }
  }
  return plain
}
