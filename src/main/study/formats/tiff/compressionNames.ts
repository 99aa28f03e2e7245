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

/** Compressions that libtiff and others know and that are not opened. */
export const otherCompressions: Readonly<Record<number, string>> = {
  32766: 'NeXT',
  32809: 'ThunderScan',
  32908: 'Pixar film',
  32909: 'Pixar log',
  33003: 'JPEG 2000',
  33005: 'JPEG 2000',
  34661: 'JBIG',
  34676: 'SGI log',
  34677: 'SGI log',
  34712: 'JPEG 2000',
  34887: 'LERC',
  34892: 'JPEG of cameras',
  34925: 'LZMA',
  34933: 'PNG',
  34934: 'JPEG XR',
  50001: 'WebP',
  50002: 'JPEG XL',
  52546: 'JPEG XL',
}

export function isFax(compression: number): boolean {
  return compression >= 2 && compression <= 4
}

export function isJpeg(compression: number): boolean {
  return compression === 6 || compression === 7
}

/** Compressions that a predictor may stand before. */
export const predictable: ReadonlySet<number> = new Set([5, 8, 32946, 50000])
