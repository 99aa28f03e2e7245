import { spawnSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import sharp from 'sharp'
import { resources } from '#main/app/home/packageRoot.ts'
import { loadModel } from '#main/model/loadModel.ts'
import { dicomPhantom } from '../../test/support/dicomPhantom.ts'
import { formula } from '../../test/support/formulaTensor.ts'
import { encodeFrame } from '../../test/support/jpegFamily.ts'
import { engineAlone, scanned } from '../scan/rates.ts'
import type { Measurement } from './measurement.ts'

const rows = 3000
const columns = 2500
/** Longer side of the small films, in pixels, and how many there are for each large one. */
const smallSide = 512
const smallFilms = 2

/**
 * Scans of large films of 16 bits with the starter, against pydicom in a PyTorch DataLoader before a ResNet-18 of the
 * same input; and of small JPEGs, against Pillow in such a loader, and against the starter's network without files.
 * `place`: a folder for the films. `films`: how many of each large kind.
 */
export async function scans(python: string | undefined, place: string, films: number): Promise<Measurement[]> {
  // A real film, so that it is read as real films are, with the noise of a detector, without which compressing would be
  // too easy.
  const sample = join(resources.samples, 'IMG0002441.jpg')
  const size = { width: columns, height: rows, fit: 'contain' } as const
  const greys = await sharp(sample).greyscale().resize(size).raw().toBuffer()
  const noise = formula(rows * columns, 1)
  const values = Uint16Array.from(greys, (grey, i) => grey * 120 + 1000 + 400 * noise[i]!)
  // Without a window JPEG 2000 would be decoded whole (decision G35).
  const window = { center: 16_500, width: 31_500 }
  const frame = { rows, columns, bitsStored: 16, values, window }
  type Encoding = [encoder: Parameters<typeof encodeFrame>[0], syntax: string, parameters: Record<string, unknown>]
  const encoded = async ([encoder, syntax, parameters]: Encoding): Promise<Uint8Array> => {
    const stream = await encodeFrame(encoder, frame, parameters)
    return dicomPhantom({ ...frame, modality: 'DX', transferSyntax: syntax, encapsulatedFrames: [[stream]] })
  }
  const uid = (end: string): string => `1.2.840.10008.1.2.4.${end}`
  const kinds: { name: string; goal: number; encoding?: Encoding; films?: number }[] = [
    { name: 'uncompressed', goal: 2.5 },
    {
      name: 'JPEG lossless',
      goal: 2.5,
      encoding: ['encodeJpeg', uid('70'), { predictor: 1, pointTransform: 0, lossless: true }],
    },
    { name: 'JPEG-LS', goal: 2.5, encoding: ['encodeJpegLs', uid('80'), { lossy: false }] },
    {
      name: 'JPEG 2000',
      goal: 10,
      encoding: ['encodeJpeg2000', uid('90'), { lossy: false }],
      // The peer takes over a second for each.
      films: Math.ceil(films / 3),
    },
  ]
  const { inputSize } = (await loadModel(resources.starter)).card.network
  const measurements: Measurement[] = []
  for (const { name, goal, encoding, films: count = films } of kinds) {
    const folder = join(place, name)
    mkdirSync(folder)
    const bytes = encoding ? await encoded(encoding) : dicomPhantom({ ...frame, modality: 'DX' })
    for (let i = 0; i < count; i++) writeFileSync(join(folder, `${i}.dcm`), bytes)
    measurements.push({
      name: `scan, ${columns} × ${rows} × 16 bits, ${name}, input ${inputSize}`,
      unit: 'films/s',
      peer: 'pydicom, DataLoader, ResNet-18',
      goal,
      own: async () => scanned(folder, place),
      other: async () => loader(python, folder, inputSize),
    })
  }
  const folder = join(place, 'JPEG')
  mkdirSync(folder)
  const small = await sharp(sample)
    .greyscale()
    .resize(smallSide, smallSide, { fit: 'inside' })
    .jpeg({ quality: 90 })
    .toBuffer()
  for (let i = 0; i < smallFilms * films; i++) writeFileSync(join(folder, `${i}.jpg`), small)
  const jpeg = {
    name: `scan, JPEG of ${smallSide} pixels, input ${inputSize}`,
    unit: 'films/s',
    own: async () => scanned(folder, place),
  }
  return [
    ...measurements,
    { ...jpeg, peer: 'Pillow, DataLoader, ResNet-18', goal: 2, other: async () => loader(python, folder, inputSize) },
    { ...jpeg, name: `${jpeg.name}, of the engine alone`, peer: 'the network alone', goal: 0.9, other: engineAlone },
  ]
}

/** Films a second of the DataLoader in the fastest of its ways. */
function loader(python: string | undefined, folder: string, side: number): number | undefined {
  if (!python) return undefined
  const script = join(import.meta.dirname, '../scan/torchLoader.py')
  const { status, stdout, stderr } = spawnSync(python, [script, folder, String(side)], { encoding: 'utf8' })
  if (status !== 0) throw new Error(stderr)
  return Number(stdout.trim().split('\n').at(-1))
}
