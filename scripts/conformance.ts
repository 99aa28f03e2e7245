/**
 * Makes docs/conformance.md from the tables that the tests hold against the decoder:
 *
 *   node scripts/on-node24.mjs scripts/conformance.ts
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import {
  changedByteTable,
  damageTable,
  disagreementTable,
  formatTable,
  knownLimits,
  photometricTable,
  problemTable,
  tiffColourTable,
  tiffCompressionTable,
  tiffSampleTable,
  transferSyntaxTable,
} from '#main/study/conformance.ts'
import { limits } from '#main/study/file/limits.ts'

const root = join(import.meta.dirname, '..')
const pageFile = join(root, 'docs', 'conformance.md')

type Compared = Record<string, { syntax: string; sha256?: string; samples?: unknown; error?: string }>

/** The page as it should be. */
export function conformancePage(): string {
  const compared = JSON.parse(readFileSync(join(root, 'test/main/study/pydicomTable.json'), 'utf8')) as Compared
  return [
    '# Conformance: what opens',
    '',
    'Made by `scripts/conformance.ts` from the tables in `src/main/study/conformance.ts`, which tests hold against the decoder. Do not edit.',
    '',
    '## DICOM transfer syntaxes',
    '',
    'With or without preamble and file meta information; basic, extended or no offset table; any number of fragments and frames. The last column',
    'counts the files of a public corpus whose stored values are those of pydicom: all values equal, or, where the compression is lossy, within',
    'one level.',
    '',
    ...rows(
      ['transfer syntax', 'name', 'pixels', 'codec', 'compared with pydicom'],
      transferSyntaxTable.map((row) => {
        return [
          `\`${row.uid}\``,
          row.name,
          row.pixels === 'either' ? 'exact or lossy' : row.pixels,
          row.codec,
          agreement(row.uid, compared),
        ]
      }),
    ),
    '',
    'Others end in `unsupported-transfer-syntax`; MPEG and HEVC video are not opened.',
    '',
    '## Photometric interpretations',
    '',
    ...rows(
      ['name', 'becomes'],
      photometricTable.map(({ name, becomes }) => [name, becomes]),
    ),
    '',
    'Bits allocated 1, 8, 16 and 32 (and 32 or 64 for floating point pixel data), any number of bits stored, any high bit, signed or not.',
    'Modality LUT and VOI LUT sequences, rescale, windows (LINEAR, LINEAR_EXACT, SIGMOID), Presentation LUT Shape, pixel padding (of floating point too) and the',
    'functional groups of enhanced films are applied. Overlays (60xx), also in pixel bits that the film does not use, are decoded and go beside',
    'the film; the model never sees them.',
    '',
    'Display shutters (rectangular, circular, polygonal, bitmap) cover what they cover, for people and models. Pixels that are not square, by',
    'their spacing or by Pixel Aspect Ratio, are drawn, measured and read as high and wide as they are.',
    '',
    '## Films that contradict themselves',
    '',
    'Each is warned of in `info`, in readings, on the page and in the column `warnings` of a report.',
    '',
    ...rows(
      ['warning', 'of what, and what is shown'],
      Object.entries(disagreementTable).map(([code, what]) => [`\`${code}\``, what]),
    ),
    '',
    'A film whose coded data are known to be damaged or cut is not shown at all and never read: it ends in `malformed` or `truncated`.',
    '',
    '## What is not right',
    '',
    ...knownLimits.map((limit) => `- ${limit}`),
    '',
    '## Other formats',
    '',
    ...rows(
      ['format', 'what of it'],
      Object.entries(formatTable).map(([format, what]) => [format.toUpperCase(), what]),
    ),
    '',
    '## TIFF',
    '',
    'Opened is what these tables name; everything else is refused with what was found. Stored values are the file’s own.',
    '',
    ...rows(
      ['samples', 'bits'],
      tiffSampleTable.map(({ name, bits }) => [name, ranges(bits)]),
    ),
    '',
    ...rows(
      ['colours', 'becomes'],
      tiffColourTable.map(({ name, becomes }) => [name, becomes]),
    ),
    '',
    ...rows(
      ['compression', 'name'],
      Object.entries(tiffCompressionTable).map(([number, name]) => [number, name]),
    ),
    '',
    'One sample beyond the colours may be there: it makes black what it says is transparent, and is left out where its meaning is not said. JPEG',
    'of the old kind (6) opens where the film is one whole stream; JPEG has grey or three colours, of the bits that the file says.',
    '',
    '## Damage',
    '',
    'A film whose bytes were changed is refused where the change can be told.',
    '',
    ...rows(
      ['format', 'what is told'],
      damageTable.map((row) => [...row]),
    ),
    '',
    'Of a hundred changes of one byte of the code stream of a DICOM film, so many are noticed (`bench/decode/damage.ts` counts them):',
    '',
    ...rows(
      ['transfer syntaxes', 'refused', 'shown with `decoder-warned`', 'not noticed'],
      changedByteTable.map(({ name, refused, warned, unnoticed }) => [
        name,
        String(refused),
        String(warned),
        unnoticed,
      ]),
    ),
    '',
    'Films differ: on those of the public corpus it is 34 for RLE, 56 and 36 for JPEG Baseline and Extended, 53 and 68 for JPEG Lossless of any and',
    'of the first predictor, 88 and 85 refused and 8 and 6 warned of for JPEG 2000 Lossless and JPEG 2000.',
    '',
    "A reading decodes no more of a JPEG 2000 or HTJ2K film than the network's input needs where the file has a window or VOI LUT (decision G35), and checks no more. Damage in finer detail is found when the film is opened.",
    '',
    '## Other pictures and collections',
    '',
    'Colour profiles and gamma are not applied, and their resolution is never taken for a length. A ZIP archive opens as the films in it, and a',
    'DICOMDIR as the images that it lists, in whatever case and with whatever extension their names are there.',
    '',
    '## Limits',
    '',
    ...rows(['of', 'at most'], limitRows()),
    '',
    '## Errors',
    '',
    ...rows(
      ['code', 'when'],
      Object.entries(problemTable).map(([code, when]) => [`\`${code}\``, when]),
    ),
    '',
  ].join('\n')
}

function limitRows(): string[][] {
  const number = (value: number): string => value.toLocaleString('en-GB')
  const mebibytes = (bytes: number): string => `${number(Math.ceil(bytes / 2 ** 20))} MiB`
  const { archive } = limits
  return [
    ['a file', mebibytes(limits.fileBytes)],
    ['a deflated data set, inflated', mebibytes(limits.inflatedBytes)],
    ['rows or columns', number(limits.side)],
    ['pixels of a frame', number(limits.pixels)],
    ['frames of a file', number(limits.frames)],
    ['fragments of compressed pixel data', number(limits.fragments)],
    ['elements of a data set', number(limits.elements)],
    ['the same with all that sequences hold', number(limits.allElements)],
    ['samples of a frame', mebibytes(limits.frameBytes)],
    ['files of an archive, or films of a DICOMDIR', number(archive.entries)],
    [
      'an archive, unpacked',
      `${mebibytes(archive.unpackedBytes)}; beyond ${mebibytes(archive.freeBytes)} ${archive.ratio} times its own size`,
    ],
  ]
}

/** 1, 2, 3, 5 → "1 to 3, 5". */
function ranges(numbers: readonly number[]): string {
  const runs: number[][] = []
  for (const number of numbers) {
    const run = runs.at(-1)
    if (run?.at(-1) === number - 1) run.push(number)
    else runs.push([number])
  }
  return runs.map((run) => (run.length > 2 ? `${run[0]} to ${run.at(-1)}` : run.join(', '))).join(', ')
}

function agreement(uid: string, compared: Compared): string {
  const files = Object.values(compared).filter(({ syntax, error }) => syntax === uid && error === undefined)
  const near = files.filter(({ samples }) => samples !== undefined).length
  const parts = [
    ...(files.length > near ? [`${files.length - near} equal`] : []),
    ...(near > 0 ? [`${near} within a level`] : []),
  ]
  return parts.join(', ') || 'made films only'
}

function rows(heading: readonly string[], cells: readonly (readonly string[])[]): string[] {
  const line = (row: readonly string[]): string => `| ${row.join(' | ')} |`
  return [line(heading), line(heading.map(() => '---')), ...cells.map(line)]
}

if (process.argv[1] === import.meta.filename) writeFileSync(pageFile, conformancePage())
