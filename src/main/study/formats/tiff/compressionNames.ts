/** Compressions of TIFF that are opened; others end in `unsupported-format` with their number. */
export const compressionNames: Readonly<Record<number, string>> = {
  1: 'none',
  2: 'CCITT modified Huffman',
  3: 'CCITT Group 3',
  4: 'CCITT Group 4',
  5: 'LZW',
  6: 'JPEG (old)',
  7: 'JPEG',
  8: 'Deflate',
  32773: 'PackBits',
  32946: 'Deflate (old number)',
  50000: 'Zstandard',
}

export function isFax(compression: number): boolean {
  return compression >= 2 && compression <= 4
}

export function isJpeg(compression: number): boolean {
  return compression === 6 || compression === 7
}

/** Compressions that a predictor may stand before. */
export const predictable: ReadonlySet<number> = new Set([5, 8, 32946, 50000])
