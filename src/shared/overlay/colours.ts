export type Rgb = readonly [red: number, green: number, blue: number]

/**
 * Okabe and Ito's colours, which people with any common colour blindness tell apart, without black; in an order that
 * keeps neighbours apart.
 */
const categorical: readonly Rgb[] = [
  [86, 180, 233],
  [230, 159, 0],
  [0, 158, 115],
  [204, 121, 167],
  [240, 228, 66],
  [0, 114, 178],
  [213, 94, 0],
  [153, 153, 153],
]

/** The colour of an expert; after eight they repeat, and only the number beside the colour tells them apart. */
export function expertColour(index: number): Rgb {
  return categorical[index % categorical.length]!
}

export function css([red, green, blue]: Rgb, alpha = 1): string {
  return `rgb(${red} ${green} ${blue} / ${alpha})`
}

/** Single hue for evidence: dark red to orange as it grows from 0 to 1; more opaque as well. */
export function evidenceColour(share: number): { colour: Rgb; alpha: number } {
  const t = Math.min(1, Math.max(0, share))
  return {
    colour: [Math.round(165 + 90 * t), Math.round(25 + 135 * t ** 1.5), Math.round(15 + 25 * t ** 3)],
    alpha: t ** 0.8,
  }
}
