import type { FileHeader } from '#shared/film.ts'
import type { WarningCode } from '#shared/reading.ts'
import type { ProblemCode } from '#shared/problem.ts'
import { compressionNames } from './formats/tiff/compressionNames.ts'

/**
 * What is supported, as tables: the conformance page is made from them, and the tests hold each row against what the
 * decoder does.
 */

export type SyntaxRow = { uid: string; name: string; pixels: 'exact' | 'lossy' | 'either'; codec: string }

const dicom = '1.2.840.10008.1.2'
const libjpeg = 'libjpeg (dcmjs-codecs)'
const openJpeg = 'OpenJPEG (codec-openjpeg)'
const charls = 'CharLS (codec-charls)'

/** Transfer syntaxes, PS3.6 A. `pixels`: whether the syntax itself keeps every value. */
export const transferSyntaxTable: readonly SyntaxRow[] = [
  { uid: dicom, name: 'Implicit VR Little Endian', pixels: 'exact', codec: 'none' },
  { uid: `${dicom}.1`, name: 'Explicit VR Little Endian', pixels: 'exact', codec: 'none' },
  { uid: `${dicom}.1.99`, name: 'Deflated Explicit VR Little Endian', pixels: 'exact', codec: 'zlib (Node)' },
  {
    uid: `${dicom}.1.98`,
    name: 'Encapsulated Uncompressed Explicit VR Little Endian',
    pixels: 'exact',
    codec: 'none',
  },
  { uid: `${dicom}.2`, name: 'Explicit VR Big Endian (retired)', pixels: 'exact', codec: 'none' },
  { uid: `${dicom}.5`, name: 'RLE Lossless', pixels: 'exact', codec: 'own' },
  { uid: `${dicom}.4.50`, name: 'JPEG Baseline (8 bits)', pixels: 'lossy', codec: libjpeg },
  { uid: `${dicom}.4.51`, name: 'JPEG Extended (8 and 12 bits)', pixels: 'lossy', codec: libjpeg },
  { uid: `${dicom}.4.57`, name: 'JPEG Lossless, any predictor', pixels: 'exact', codec: libjpeg },
  { uid: `${dicom}.4.70`, name: 'JPEG Lossless, predictor 1', pixels: 'exact', codec: libjpeg },
  { uid: `${dicom}.4.80`, name: 'JPEG-LS Lossless', pixels: 'exact', codec: charls },
  { uid: `${dicom}.4.81`, name: 'JPEG-LS Near-Lossless', pixels: 'lossy', codec: charls },
  { uid: `${dicom}.4.90`, name: 'JPEG 2000 Lossless', pixels: 'exact', codec: openJpeg },
  { uid: `${dicom}.4.91`, name: 'JPEG 2000', pixels: 'either', codec: openJpeg },
  {
    uid: `${dicom}.4.201`,
    name: 'High-Throughput JPEG 2000 Lossless',
    pixels: 'exact',
    codec: openJpeg,
  },
  {
    uid: `${dicom}.4.202`,
    name: 'High-Throughput JPEG 2000 with RPCL, Lossless',
    pixels: 'exact',
    codec: openJpeg,
  },
  { uid: `${dicom}.4.203`, name: 'High-Throughput JPEG 2000', pixels: 'either', codec: openJpeg },
  { uid: `${dicom}.4.110`, name: 'JPEG XL Lossless', pixels: 'exact', codec: 'libjxl (dcmjs-codecs)' },
  { uid: `${dicom}.4.111`, name: 'JPEG XL, recompressed JPEG', pixels: 'lossy', codec: 'libjxl (dcmjs-codecs)' },
  { uid: `${dicom}.4.112`, name: 'JPEG XL', pixels: 'either', codec: 'libjxl (dcmjs-codecs)' },
]

/** Photometric Interpretation (0028,0004), PS3.3 C.7.6.3.1.2, and what becomes of it. */
export const photometricTable: readonly { name: string; samplesPerPixel: 1 | 3; becomes: string }[] = [
  { name: 'MONOCHROME1', samplesPerPixel: 1, becomes: 'grey, turned round after the window' },
  { name: 'MONOCHROME2', samplesPerPixel: 1, becomes: 'grey' },
  { name: 'PALETTE COLOR', samplesPerPixel: 1, becomes: 'luminance of the palette (plain or segmented, 8 or 16 bits)' },
  { name: 'RGB', samplesPerPixel: 3, becomes: 'luminance (ITU-R BT.601), planar configuration 0 and 1' },
  { name: 'YBR_FULL', samplesPerPixel: 3, becomes: 'its Y' },
  {
    name: 'YBR_FULL_422',
    samplesPerPixel: 3,
    becomes: 'its Y; with half or, as some writers store it, with all of the chroma samples',
  },
  { name: 'YBR_ICT', samplesPerPixel: 3, becomes: 'RGB by the codec, then luminance' },
  { name: 'YBR_RCT', samplesPerPixel: 3, becomes: 'RGB by the codec, then luminance' },
]

/** File formats beside DICOM, each known by its first bytes and never by its name. */
export const formatTable: Record<Exclude<FileHeader['format'], 'dicom'>, string> = {
  png: 'all colour types and depths (1 to 16 bits), palettes, interlaced; what is transparent is black',
  jpeg: 'grey, colour and CMYK of 8 bits (sequential, progressive, arithmetic), 12 bits, lossless of 2 to 16 bits; turned upright by its EXIF orientation. Not: JPEG-LS, two components, four without a mark of Adobe',
  tiff: 'TIFF and BigTIFF in both byte orders, strips and tiles, samples together or in planes, pages as frames (smaller copies and masks are none), turned upright by their orientation; see below',
  webp: 'lossy and lossless',
  bmp: '1, 2, 4, 8, 16, 24 and 32 bits, headers of OS/2 and Windows, palettes, bit fields, run lengths (RLE4, RLE8), bottom-up and top-down. Not: JPEG, PNG or CMYK within, Huffman codes of OS/2',
}

/** Samples of a TIFF that are opened, by SampleFormat (TIFF 6.0 section 19) and bits. */
export const tiffSampleTable: readonly { format: 1 | 2 | 3; name: string; bits: readonly number[] }[] = [
  { format: 1, name: 'unsigned', bits: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 32] },
  { format: 2, name: 'signed', bits: [2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 32] },
  { format: 3, name: 'floating point', bits: [16, 32, 64] },
]

/** PhotometricInterpretation of TIFF 6.0 that is opened, and what becomes of it. */
export const tiffColourTable: readonly { photometric: number; name: string; samples: number; becomes: string }[] = [
  { photometric: 0, name: 'white is zero', samples: 1, becomes: 'grey, turned round after the window' },
  { photometric: 1, name: 'black is zero', samples: 1, becomes: 'grey' },
  { photometric: 2, name: 'RGB', samples: 3, becomes: 'luminance (ITU-R BT.601)' },
  { photometric: 3, name: 'palette', samples: 1, becomes: 'luminance of the palette' },
  { photometric: 5, name: 'CMYK', samples: 4, becomes: 'RGB by what the inks let through, then luminance' },
  { photometric: 6, name: 'YCbCr', samples: 3, becomes: 'its Y, whatever pixels share its chroma' },
]

/** Compressions of TIFF that are opened. */
export const tiffCompressionTable = compressionNames

/**
 * Of a hundred changes of one byte of a code stream, how many are noticed: the film is refused (`refused`), or shown with
 * the warning `decoder-warned` (`warned`). Measured by `bench/decode/damage.ts` on X-ray films of 240 × 300 pixels.
 */
export const changedByteTable: readonly {
  uids: readonly string[]
  name: string
  refused: number
  warned: number
  unnoticed: string
}[] = [
  {
    uids: [`${dicom}.4.80`, `${dicom}.4.81`, `${dicom}.4.110`, `${dicom}.4.112`],
    name: 'JPEG-LS, JPEG XL',
    refused: 99,
    warned: 0,
    unnoticed: 'changes at the very end, which alter the last pixels',
  },
  {
    uids: [`${dicom}.4.90`],
    name: 'JPEG 2000 Lossless',
    refused: 96,
    warned: 2,
    unnoticed: 'changes that leave the decoder in step; those in raw or separately ended passes',
  },
  {
    uids: [`${dicom}.4.91`],
    name: 'JPEG 2000, lossy',
    refused: 77,
    warned: 13,
    unnoticed: 'the same',
  },
  {
    uids: [`${dicom}.4.57`, `${dicom}.4.70`],
    name: 'JPEG Lossless',
    refused: 67,
    warned: 0,
    unnoticed: 'other differences between pixels, with codes that fit: rows or parts of rows are brighter or darker',
  },
  {
    uids: [`${dicom}.4.50`, `${dicom}.4.51`],
    name: 'JPEG Baseline and Extended',
    refused: 62,
    warned: 0,
    unnoticed: 'other coefficients, with codes that fit: blocks of 8 × 8 pixels, or the brightness from one on',
  },
  {
    uids: [`${dicom}.5`],
    name: 'RLE Lossless',
    refused: 52,
    warned: 0,
    unnoticed: 'other values in runs of the right length',
  },
  {
    uids: [`${dicom}.1.99`],
    name: 'Deflated',
    refused: 38,
    warned: 0,
    unnoticed: 'other values; the format has no sums',
  },
  {
    uids: [`${dicom}.4.201`, `${dicom}.4.202`, `${dicom}.4.203`],
    name: 'High-Throughput JPEG 2000',
    refused: 20,
    warned: 0,
    unnoticed: 'other coefficients, which lie there as plain bits: within one code-block each',
  },
  {
    uids: [dicom, `${dicom}.1`, `${dicom}.1.98`, `${dicom}.2`],
    name: 'uncompressed',
    refused: 0,
    warned: 0,
    unnoticed: 'all: one pixel each',
  },
]

/** What is told of bytes that were changed, and what cannot be: where nothing is written, another picture comes out. */
export const damageTable: readonly [format: string, told: string][] = [
  ['PNG', 'every change: its parts have sums'],
  [
    'JPEG, also within TIFF',
    'codes that no table has, and data that end before or after the picture: most changes of a few bytes. Not: those that only change coefficients; arithmetic codes',
  ],
  ['TIFF with Deflate', 'every change: strips have sums'],
  ['TIFF with LZW, PackBits or CCITT codes', 'data that end before or after the strip, and codes that cannot be'],
  ['TIFF without compression or with Zstandard, BMP, WebP', 'an early end, and little else: they have no sums'],
]

/** How a file can fail to open; the codes are stable and appear in reports. */
export const problemTable: Partial<Record<ProblemCode, string>> = {
  'not-found': 'the file is not there, or a DICOMDIR lists what is not there',
  'not-readable':
    'the file may not be opened, its name is no UTF-8 and another file is called as it would be shown, or the disk failed while it was read',
  'not-an-image': 'the first bytes are of no format above, or the file or archive is empty',
  'no-pixel-data':
    'a DICOM object without pixels: a report or a presentation state where a film is wanted, as in `read` and `info`; a document that is neither',
  truncated: 'the file or its pixel data end too early; part of the film is never shown as the whole',
  malformed:
    'a claim contradicts itself or the bytes, a compressed stream is damaged or of another size than the header says',
  'unsupported-format':
    'samples a pixel other than 1 and 3, kinds of TIFF, JPEG, BMP and of archive that are not named above; the sentence says what was found',
  'unsupported-transfer-syntax': 'a transfer syntax that is not in the table above, such as MPEG video',
  'too-large': 'more than the limits above',
  'frame-out-of-range': 'a frame that the file does not have',
  'time-limit': 'decoding took longer than its limit and was ended',
  'file-changed': 'somebody wrote to the file while it was read',
}

/** What films are warned of that contradict themselves or the standard: codes of `warningCodes`, and what is shown. */
export const disagreementTable: Partial<Record<WarningCode, string>> = {
  'bits-disagree':
    'header and code stream differ in bits or sign of a sample: the stream wins (PS3.5 8.2); or bits beside the stored ones are set that no overlay explains: they are left out',
  'length-disagrees':
    'more or fewer bytes, code streams or RLE data than the header needs, or bytes behind the end of a code stream: what is there is shown',
  'table-disagrees':
    'a lookup table with a few entries too few (the last one again) or too many, or a VOI LUT of another depth than claimed (that of its entries)',
  'presentation-disagrees':
    'Presentation LUT Shape and MONOCHROME1 or MONOCHROME2 do not go together: the shape wins, as in dcmtk and dcm4che',
  'character-set': 'a Specific Character Set that is no defined term: the set that it means, or else ISO_IR 100',
  'decoder-warned':
    'what a decoder remarked about a code stream and could do without, or a few bytes of JPEG 2000 that it did not come to or had to make up: it is shown, and may be damaged',
  shuttered: 'a display shutter covers parts of the film for people and models',
  'shutter-ignored': 'a display shutter that cannot be read or covers everything is not applied',
}

/** Where what is shown may be wrong, or is not all that the file says. */
export const knownLimits: readonly string[] = [
  'Damage is seen where a decoder can see it. Missing parts of compressed films always are; of changed bytes as many as the table under Damage says.',
  'A lossy film may overshoot Bits Stored by less than one bit: such values are held at the limit. Where they go further, all bits of the stream count.',
  'Of presentation states the shapes and texts are drawn over the film; their window, turn and shutter are not applied, and the model sees nothing of them. Reports open as text; other objects without pixels are not opened.',
  'Of several VOI LUTs the first counts, and only where there is no window.',
  'The modality LUT or rescale of XA, XRF and biplane XA leads to X-ray intensity and is passed over (PS3.3 C.8.7.1.1.2), so regions of these are measured in stored values. The Pixel Intensity Relationship LUTs of enhanced ones, which the standard keeps out of the display (PS3.17 FFF.2.3.1.3.4), serve nothing here.',
  'A sequence in VR UN is read as implicit little endian (PS3.5 6.2.2); one that was written otherwise is no sequence.',
  'Components of a JPEG 2000 stream that differ in size or depth, more than 16 bits in a code stream, and JPEG XL with alpha, orientation or previews end in `unsupported-format`.',
]
