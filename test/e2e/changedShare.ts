import sharp from 'sharp'

/**
 * Levels of 255 by which a pixel may differ without a change: where two layers of the page meet, the browser rounds now
 * so, now so.
 */
const rounding = 8

/** Share of the pixels of two equally large PNGs that differ visibly. */
export async function changedShare(first: Buffer, second: Buffer): Promise<number> {
  const [a, b] = await Promise.all([first, second].map((png) => sharp(png).greyscale().raw().toBuffer()))
  if (a!.length !== b!.length) return 1
  return a!.filter((level, index) => Math.abs(level - b![index]!) > rounding).length / a!.length
}
