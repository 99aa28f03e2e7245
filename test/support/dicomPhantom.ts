import {
  concatBytes,
  encapsulate,
  encodingOf,
  explicitLittleEndian,
  writeDicomFile,
  type DicomElement,
} from './dicomWriter.ts'

export type PhantomWindow = { center: number; width: number; function?: string; explanation?: string }

export type PhantomOptions = {
  rows?: number
  columns?: number
  /** Number of Frames is written when this is given. */
  frames?: number
  bitsAllocated?: 1 | 8 | 16 | 32
  bitsStored?: number
  highBit?: number
  signed?: boolean
  photometric?: string
  samplesPerPixel?: 1 | 3
  planarConfiguration?: 0 | 1
  /** Whole containers as they lie in the file, frame after frame; without it, `bonePattern` fills every frame. */
  values?: ArrayLike<number>
  /** Pixel Data as it lies in the file, instead of `values`. */
  pixelBytes?: Uint8Array
  /** Compressed frames, each as its fragments; use with the transfer syntax that they were made for. */
  encapsulatedFrames?: readonly (readonly Uint8Array[])[]
  offsetTable?: 'basic' | 'extended' | 'none'
  window?: PhantomWindow | readonly PhantomWindow[]
  rescale?: { slope: number; intercept: number }
  padding?: { value: number; limit?: number }
  presentationLutShape?: 'IDENTITY' | 'INVERSE'
  /** Row, column spacing in mm, Pixel Spacing (0028,0030). */
  pixelSpacingMm?: readonly [number, number]
  imagerPixelSpacingMm?: readonly [number, number]
  modality?: string
  patientName?: string
  patientId?: string
  transferSyntax?: string
  preamble?: boolean
  meta?: boolean
  /** More elements, or other values for those that the phantom writes. */
  elements?: readonly DicomElement[]
}

/**
 * Bytes of a DICOM file with made content: an explicit little endian 64 × 48 film of 12 bits, unless told otherwise.
 * It says what it is told to say, also where that is wrong, so that refusals can be tested.
 */
export function dicomPhantom(options: PhantomOptions = {}): Uint8Array {
  const rows = options.rows ?? 64
  const columns = options.columns ?? 48
  const frames = options.frames ?? 1
  const bitsAllocated = options.bitsAllocated ?? 16
  const bitsStored = options.bitsStored ?? Math.min(bitsAllocated, 12)
  const samplesPerPixel = options.samplesPerPixel ?? 1
  const transferSyntax = options.transferSyntax ?? explicitLittleEndian
  const elements = new Map<number, DicomElement>()
  const add = (tag: number, vr: string, value: DicomElement['value'] | undefined) => {
    if (value !== undefined) elements.set(tag, { tag, vr, value })
  }

  add(0x00080016, 'UI', '1.2.840.10008.5.1.4.1.1.1')
  add(0x00080018, 'UI', '1.2.3.4')
  add(0x00080060, 'CS', options.modality ?? 'CR')
  add(0x00100010, 'PN', options.patientName)
  add(0x00100020, 'LO', options.patientId)
  add(0x00280002, 'US', samplesPerPixel)
  add(0x00280004, 'CS', options.photometric ?? 'MONOCHROME2')
  if (samplesPerPixel > 1) add(0x00280006, 'US', options.planarConfiguration ?? 0)
  add(0x00280008, 'IS', options.frames === undefined ? undefined : String(options.frames))
  add(0x00280010, 'US', rows)
  add(0x00280011, 'US', columns)
  add(0x00280100, 'US', bitsAllocated)
  add(0x00280101, 'US', bitsStored)
  add(0x00280102, 'US', options.highBit ?? bitsStored - 1)
  add(0x00280103, 'US', options.signed ? 1 : 0)
  const signedVr = options.signed ? 'SS' : 'US'
  add(0x00280120, signedVr, options.padding?.value)
  add(0x00280121, signedVr, options.padding?.limit)
  addWindows(add, options.window)
  add(0x00281052, 'DS', options.rescale && String(options.rescale.intercept))
  add(0x00281053, 'DS', options.rescale && String(options.rescale.slope))
  add(0x20500020, 'CS', options.presentationLutShape)
  add(0x00280030, 'DS', options.pixelSpacingMm)
  add(0x00181164, 'DS', options.imagerPixelSpacingMm)

  if (options.encapsulatedFrames) addEncapsulated(elements, options.encapsulatedFrames, options.offsetTable ?? 'basic')
  else {
    const pattern = () => Array.from(bonePattern(rows, columns, bitsStored, samplesPerPixel))
    if (!options.pixelBytes && !options.values && rows * columns * frames * samplesPerPixel > 50e6)
      throw new RangeError('A phantom that claims so many pixels must be given its pixelBytes.')
    const values = () => options.values ?? Array.from({ length: frames }, pattern).flat()
    const bytes = options.pixelBytes ?? containerBytes(values(), bitsAllocated, encodingOf(transferSyntax).littleEndian)
    add(0x7fe00010, bitsAllocated > 8 ? 'OW' : 'OB', bytes)
  }
  for (const element of options.elements ?? []) elements.set(element.tag, element)
  return writeDicomFile([...elements.values()], transferSyntax, options)
}

/** A bright shaft with a dark line across it, on a ramp, in `bits` bits. Row by row, samples of a pixel together. */
export function bonePattern(rows: number, columns: number, bits: number, samplesPerPixel = 1): Uint32Array {
  const top = 2 ** bits - 1
  const values = new Uint32Array(rows * columns * samplesPerPixel)
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const across = columns > 1 ? column / (columns - 1) : 0
      const shaft = Math.exp(-(((across - 0.5) / 0.15) ** 2))
      const gap = Math.abs(row - rows / 2 - (column - columns / 2) * 0.2) < 1 ? 0.4 : 1
      const level = rows > 1 ? 0.25 * (row / (rows - 1)) + 0.75 * shaft * gap : shaft
      for (let sample = 0; sample < samplesPerPixel; sample++) {
        values[(row * columns + column) * samplesPerPixel + sample] = Math.round(Math.min(1, level) * top)
      }
    }
  }
  return values
}

/**
 * Pixel Data bytes of containers of 1, 8, 16 or 32 bits; 1-bit pixels are packed from the lowest bit on, PS3.5 8.1.1.
 */
export function containerBytes(
  values: ArrayLike<number>,
  bitsAllocated: 1 | 8 | 16 | 32,
  littleEndian = true,
): Uint8Array {
  const bytes = new Uint8Array(Math.ceil((values.length * bitsAllocated) / 8))
  const view = new DataView(bytes.buffer)
  for (let index = 0; index < values.length; index++) {
    const value = values[index]!
    if (bitsAllocated === 1) bytes[index >> 3]! |= (value & 1) << (index & 7)
    else if (bitsAllocated === 8) bytes[index] = value
    else if (bitsAllocated === 16) view.setUint16(index * 2, value, littleEndian)
    else view.setUint32(index * 4, value, littleEndian)
  }
  return bytes
}

function addWindows(
  add: (tag: number, vr: string, value: string | undefined) => void,
  window: PhantomOptions['window'],
): void {
  if (window === undefined) return
  const windows = Array.isArray(window) ? (window as readonly PhantomWindow[]) : [window as PhantomWindow]
  add(0x00281050, 'DS', windows.map((one) => one.center).join('\\'))
  add(0x00281051, 'DS', windows.map((one) => one.width).join('\\'))
  add(0x00281056, 'CS', windows[0]?.function)
  if (windows.some((one) => one.explanation))
    add(0x00281055, 'LO', windows.map((one) => one.explanation ?? '').join('\\'))
}

function addEncapsulated(
  elements: Map<number, DicomElement>,
  frames: readonly (readonly Uint8Array[])[],
  offsetTable: 'basic' | 'extended' | 'none',
): void {
  const lengths = frames.map((fragments) =>
    fragments.reduce((sum, fragment) => sum + 8 + fragment.length + (fragment.length % 2), 0),
  )
  const offsets = lengths.map((_, index) => lengths.slice(0, index).reduce((sum, length) => sum + length, 0))
  const value = encapsulate(offsetTable === 'basic' ? offsets : [], frames.flat())
  elements.set(0x7fe00010, { tag: 0x7fe00010, vr: 'OB', value, undefinedLength: true })
  if (offsetTable !== 'extended') return
  elements.set(0x7fe00001, { tag: 0x7fe00001, vr: 'OV', value: concatBytes(offsets.map(uint64)) })
  const frameLengths = frames.map((fragments) => fragments.reduce((sum, fragment) => sum + fragment.length, 0))
  elements.set(0x7fe00002, { tag: 0x7fe00002, vr: 'OV', value: concatBytes(frameLengths.map(uint64)) })
}

function uint64(value: number): Uint8Array {
  const view = new DataView(new ArrayBuffer(8))
  view.setBigUint64(0, BigInt(value), true)
  return new Uint8Array(view.buffer)
}
