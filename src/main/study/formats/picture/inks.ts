/** Red, green and blue of CMYK samples without a profile: what each ink and the black let through. */
export function inkedRgb<T extends Uint8Array | Uint16Array>(inks: T): T {
  const most = inks instanceof Uint8Array ? 255 : 65_535
  const pixels = inks.length / 4
  const colours = (inks instanceof Uint8Array ? new Uint8Array(pixels * 3) : new Uint16Array(pixels * 3)) as T
  for (let pixel = 0; pixel < pixels; pixel++) {
    const light = most - inks[pixel * 4 + 3]!
    for (let ink = 0; ink < 3; ink++)
      colours[pixel * 3 + ink] = Math.round(((most - inks[pixel * 4 + ink]!) * light) / most)
  }
  return colours
}
