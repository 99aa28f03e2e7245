import type { FileHeader, GreyFilm } from '#shared/film.ts'
import { ProblemError } from '#shared/problem.ts'
import { pixelAspectOf } from '#shared/pixelAspect.ts'
import type { WarningCode } from '#shared/reading.ts'
import { shortOf, textOf } from '../dicom/attributes.ts'
import { namesCharacterSet } from '../dicom/characterSets.ts'
import { parseDicom, type DicomFile } from '../dicom/dataSet.ts'
import { headerOf, pixelsOf } from '../dicom/header.ts'
import { imagePixelOf, type ImagePixel } from '../dicom/imagePixel.ts'
import { overlayBits, overlaysOf } from '../dicom/overlays.ts'
import { shutterOf } from '../dicom/shutter.ts'
import { looksLikeDicom } from '../dicom/sniff.ts'
import { spacingOf } from '../dicom/spacing.ts'
import { isLossy, syntaxUids } from '../dicom/transferSyntaxes.ts'
import { dicomFilm, offersVoi } from '../grey/dicomFilm.ts'
import { storedFrame, type DicomFrame, type StoredFrame } from '../grey/storedFrame.ts'
import { checkFrame } from '../file/limits.ts'
import type { StudyFile } from '../file/studyFile.ts'
import { halvingsFor, notHalved, type HalvedFilm, type LeastSize } from '../grey/halvedFilm.ts'
import { decodeContainers, streamShape } from '../syntaxes/chain.ts'
import { halved } from '../syntaxes/halved.ts'
import type { Containers, StreamShape } from '../syntaxes/syntax.ts'
import type { FormatHandler } from './picture/format.ts'

/** Longer headers are read with the whole file. */
const headerBytes = 256 * 1024

export const dicom: FormatHandler = {
  accepts: looksLikeDicom,
  header: readHeader,
  film: readFilm,
  halved: readHalved,
  stored: async (file, frame) => storedFrameOf(await parsed(file), frame),
}

/** A file's data set is parsed once, however many of its frames are asked for. */
const parsedFiles = new WeakMap<StudyFile, DicomFile>()

async function parsed(file: StudyFile): Promise<DicomFile> {
  const known = parsedFiles.get(file)
  if (known) return known
  const dicomFile = parseDicom(await file.whole())
  parsedFiles.set(file, dicomFile)
  return dicomFile
}

async function readHeader(file: StudyFile): Promise<FileHeader> {
  if (file.size > headerBytes && !parsedFiles.has(file)) {
    const start = parsedStart(await file.start(headerBytes))
    if (start?.pixels && start.transferSyntax !== syntaxUids.deflated) return withStream(start)
  }
  return withStream(await parsed(file))
}

function withStream(file: DicomFile): FileHeader {
  return headerOf(file, streamShape(file, pixelsOf(file)))
}

/** Undefined where the header does not end within the bytes. */
function parsedStart(bytes: Uint8Array): DicomFile | undefined {
  try {
    return parseDicom(bytes)
  } catch (thrown) {
    if (thrown instanceof ProblemError) return undefined
    throw thrown
  }
}

async function readFilm(studyFile: StudyFile, frame: number): Promise<GreyFilm> {
  const file = await parsed(studyFile)
  const image = imagePixelOf(file.dataSet, pixelsOf(file))
  const containers = await containersOf(file, image, frame)
  // Before their bits are masked: the frame takes over the memory of its containers where it can.
  const overlays = overlaysOf(file, image, containers, frame)
  const stored = storedFrame(containers, image)
  const pixelAspect = pixelAspectOf(spacingOf(file.dataSet, frame))
  const bitmapOf = (group: string) => overlays.find((overlay) => overlay.group === group)?.plane
  const { shutter, ignored } = shutterOf(file.dataSet, frame, image, pixelAspect, bitmapOf)
  const film = dicomFilm(stored, file.dataSet, frame, shutter, [
    ...pixelWarnings(file, containers, stored),
    ...(shutter ? ['shuttered' as const] : []),
    ...(ignored ? ['shutter-ignored' as const] : []),
  ])
  // The bitmap of a shutter is no drawing over the film.
  const shutterGroup = shortOf(file.dataSet, 'x00181623')?.toString(16)
  const planes = overlays.filter(({ group }) => group !== shutterGroup).map(({ plane }) => plane)
  return {
    ...film,
    ...(planes.length > 0 ? { overlays: planes } : {}),
    ...(shutter ? { shutter } : {}),
    ...(pixelAspect === 1 ? {} : { pixelAspect }),
  }
}

/**
 * The film from the lower levels of its wavelet, PS3.5 8.2.4: for what is shown small or made into the network's input,
 * many times as fast. Only where nothing but grey values is at stake; whatever is not as it should be is decoded whole,
 * so that it has the same problem or warning as the film that a person opens.
 */
async function readHalved(studyFile: StudyFile, frame: number, least: LeastSize): Promise<HalvedFilm> {
  const whole = async () => notHalved(await readFilm(studyFile, frame))
  const file = await parsed(studyFile)
  const pixels = pixelsOf(file)
  const image = imagePixelOf(file.dataSet, pixels)
  const stream = streamShape(file, pixels)
  if (!stream || !isPlainGrey(file, frame, image, stream)) return whole()
  const halvings = halvingsFor(image, least, stream.halvings ?? 0)
  if (halvings === 0) return whole()
  try {
    checkFrame(frame, image.frames)
    // Its smallest and largest value, which the window spans otherwise, are smoothed away.
    if (!offersVoi(file.dataSet, frame, image)) return await whole()
    const containers = await decodeContainers(file, pixels, frame, image, halvings)
    const stored = storedFrame(containers, halved(image, halvings))
    // What lies far beyond the stored bits, and is no overshoot then, may be smoothed to what lies just beyond them.
    if (stored.disagrees || stored.overshot) return await whole()
    const film = dicomFilm(stored, file.dataSet, frame, undefined, pixelWarnings(file, containers, stored))
    return { film, halvings, whole: { rows: image.rows, columns: image.columns } }
  } catch (thrown) {
    if (!(thrown instanceof ProblemError)) throw thrown
    return whole()
  }
}

/**
 * Square pixels of one grey, without padding, which a wavelet would smear, overlays in spare bits, or a shutter, whose
 * shape is told in whole pixels; and no bits of a lossless stream beside the stored ones, which would be masked
 * (decision G14) and have no place in a mean of several pixels.
 */
function isPlainGrey({ dataSet }: DicomFile, frame: number, image: ImagePixel, stream: StreamShape): boolean {
  const { shutter, ignored } = shutterOf(dataSet, frame, image, 1, () => undefined)
  return (
    image.photometric.startsWith('MONOCHROME') &&
    image.samplesPerPixel === 1 &&
    (stream.precision === image.bitsStored || (stream.precision > image.bitsStored && stream.lossy !== false)) &&
    stream.signed === image.signed &&
    image.highBit === image.bitsStored - 1 &&
    shortOf(dataSet, 'x00280120') === undefined &&
    overlayBits(dataSet) === 0 &&
    shutter === undefined &&
    !ignored &&
    pixelAspectOf(spacingOf(dataSet, frame)) === 1
  )
}

async function storedFrameOf(file: DicomFile, frame: number): Promise<StoredFrame> {
  const image = imagePixelOf(file.dataSet, pixelsOf(file))
  return storedFrame(await containersOf(file, image, frame), image)
}

function containersOf(file: DicomFile, image: ImagePixel, frame: number): Promise<Containers> {
  checkFrame(frame, image.frames)
  return decodeContainers(file, pixelsOf(file), frame, image)
}

/** What of the pixels is not as it should be: header, code stream and length compared. */
function pixelWarnings(file: DicomFile, { stream, warnings = [] }: Containers, stored: DicomFrame): WarningCode[] {
  const lossy = isLossy(file.transferSyntax, textOf(file.dataSet, 'x00282110'), stream)
  const denied = (stored.strayBits & ~overlayBits(file.dataSet)) !== 0
  return [
    ...(lossy ? ['lossy' as const] : []),
    ...(stored.disagrees || denied ? ['bits-disagree' as const] : []),
    ...warnings,
    ...(namesCharacterSet(file.dataSet) ? [] : ['character-set' as const]),
  ]
}
