/**
 * A DICOM archive of large films of 16 bits, in the compressions of such archives: decoding on one thread and on all
 * cores, the engine alone, and a scan. Where decoding is what takes the time, a scan is as fast as decoding and engine
 * can be on the same cores.
 *
 *   node scripts/on-node24.mjs bench/scan/dicom.ts [FILMS]      films of each kind, default 40
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import { bonePattern, dicomPhantom } from '../../test/support/dicomPhantom.ts'
import { formula } from '../../test/support/formulaTensor.ts'
import { encodeFrame } from '../../test/support/jpegFamily.ts'
import { decodingAlone, engineAlone, scanned } from './rates.ts'

const count = Number(process.argv[2] ?? 40)
const rows = 3000
const columns = 2500
/** A bone on a ramp, with the noise of a detector, without which compressing would be too easy. */
const noise = formula(rows * columns, 1)
const values = Uint16Array.from(bonePattern(rows, columns, 15), (value, i) => value + 1000 + 400 * noise[i])
// Without a window JPEG 2000 would be decoded whole (decision G35).
const window = { center: 17_500, width: 35_000 }
const frame = { rows, columns, bitsStored: 16, values, window }

const kinds: [name: string, file: () => Promise<Uint8Array>][] = [
  ['uncompressed', async () => dicomPhantom({ ...frame, modality: 'DX' })],
  [
    'JPEG lossless',
    () => compressed('encodeJpeg', '1.2.840.10008.1.2.4.70', { predictor: 1, pointTransform: 0, lossless: true }),
  ],
  ['JPEG-LS', () => compressed('encodeJpegLs', '1.2.840.10008.1.2.4.80', { lossy: false })],
  ['JPEG 2000', () => compressed('encodeJpeg2000', '1.2.840.10008.1.2.4.90', { lossy: false })],
]

async function compressed(
  encoder: Parameters<typeof encodeFrame>[0],
  transferSyntax: string,
  parameters: object,
): Promise<Uint8Array> {
  const stream = await encodeFrame(encoder, frame, parameters as Record<string, unknown>)
  return dicomPhantom({ ...frame, modality: 'DX', transferSyntax, encapsulatedFrames: [[stream]] })
}

const cores = availableParallelism()
const place = mkdtempSync(join(tmpdir(), 'fractureguard-dicom-'))
const cell = (value: number): string => value.toFixed(1).padStart(12)
try {
  const engine = await engineAlone()
  console.log(
    `${count} films of ${columns} × ${rows} pixels, ${cores} cores, films/s; engine alone ${engine.toFixed(1)}`,
  )
  console.log(
    `${''.padEnd(16)}${['1 thread', `${cores} threads`, 'both in turn', 'scan', 'scan share'].map((name) => name.padStart(12)).join('')}`,
  )
  for (const [name, file] of kinds) {
    const folder = join(place, name)
    mkdirSync(folder)
    const bytes = await file()
    for (let i = 0; i < count; i++) writeFileSync(join(folder, `${i}.dcm`), bytes)
    const films = Array.from({ length: count }, (_, i) => join(folder, `${i}.dcm`))
    const one = await decodingAlone(films, 1)
    const all = await decodingAlone(films, cores)
    const bound = 1 / (1 / all + 1 / engine)
    const scan = scanned(folder, place)
    console.log(
      `${name.padEnd(16)}${[one, all, bound, scan].map(cell).join('')}${(scan / bound).toFixed(2).padStart(12)}`,
    )
    rmSync(folder, { recursive: true })
  }
} finally {
  rmSync(place, { recursive: true, force: true })
}
