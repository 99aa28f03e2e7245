import { createHash } from 'node:crypto'
import type { DataSet } from 'dicom-parser'
import type { DeidentifyWarning } from '#shared/deidentify.ts'
import { ProblemError } from '#shared/problem.ts'
import { textOf } from '#main/study/dicom/attributes.ts'
import { decodeText } from '#main/study/dicom/characterSets.ts'
import { parseDicom, type DicomFile } from '#main/study/dicom/dataSet.ts'
import { headerOf } from '#main/study/dicom/header.ts'
import { imagePixelOf, type ImagePixel } from '#main/study/dicom/imagePixel.ts'
import { syntaxUids } from '#main/study/dicom/transferSyntaxes.ts'
import { decodeContainers } from '#main/study/syntaxes/chain.ts'
import { implementation } from '#main/results/index.ts'
import { addedElements, missingElements } from './header/added.ts'
import { cleanDataSet } from './header/clean.ts'
import { elementHead, encodeElement, encodeText, type Encoding } from './header/encode.ts'
import { Words } from './header/words.ts'
import { Keyed, type Patient } from './keyed.ts'
import { blackedOut, type BlackedOut } from './pixels/blackOut.ts'
import { burnedInWarnings } from './pixels/burnedIn.ts'
import { keptPixels, type PixelData } from './pixels/pixelData.ts'
import type { FileRequest, Replaced } from './request.ts'

export type DeidentifiedFilm = {
  /** The file in parts, one after the other. */
  parts: Uint8Array[]
  warnings: DeidentifyWarning[]
  replaced: Replaced[]
}

const explicitLittle: Encoding = { explicit: true, littleEndian: true }

/**
 * A film without what identifies: a whole new file, in the transfer syntax that it had, or without compression where
 * boxes are made black. Throws 'deidentify-no-film' for objects without an image, 'result-is-no-film' for pictures that
 * this program made, and what decoding throws: nobody can look at a film that cannot be opened.
 */
export async function deidentifiedFilm(bytes: Uint8Array, request: FileRequest): Promise<DeidentifiedFilm> {
  const file = parseDicom(bytes)
  const { pixels, dataSet } = file
  if (!pixels) throw new ProblemError('deidentify-no-film')
  if (headerOf(file, undefined).ownResult) throw new ProblemError('result-is-no-film')
  const image = imagePixelOf(dataSet, pixels)
  await decodeContainers(file, pixels, 0, image)

  const source = encodingOf(file)
  const black = request.boxes.length > 0 ? await blackedOut(file, image, request.boxes) : undefined
  const target = black ? explicitLittle : source
  const written: PixelData = black ? blackPixels(black) : keptPixels(file, pixels, image, target)
  const words = new Words(dataSet)
  if (!black && pixels.length === undefined && written.some((part) => words.inBytes(part)))
    throw new ProblemError('deidentify-name-in-pixels')

  const keyed = new Keyed(Buffer.from(request.key, 'hex'))
  const patient = patientOf(dataSet)
  const pseudonym = keyed.pseudonym(patient)
  const uids = new Map<string, string>()
  const uid = (old: string): string => {
    const mapped = uids.get(old) ?? keyed.uid(old)
    uids.set(old, mapped)
    return mapped
  }
  const left = cleanDataSet(
    dataSet,
    { options: request, signed: image.signed, root: dataSet, words, days: keyed.days(patient), uid },
    target,
    source.littleEndian !== target.littleEndian,
  )
  const cleanPixels = black !== undefined && request.textRemoved
  for (const [tag, element] of addedElements({ ...request, cleanPixels, pseudonym }, target)) left.set(tag, element)
  for (const [tag, element] of missingElements(new Set(left.keys()), target)) left.set(tag, element)
  if (black) for (const [tag, element] of pixelElements(black.image)) left.set(tag, element)
  if (black) for (const tag of ['7fe00001', '7fe00002']) left.delete(tag)
  const said = uidOf(dataSet, 'x00080018')
  // A film that does not say which it is gets a UID by what it holds.
  const instance = said === '' ? keyed.uid(createHash('sha256').update(bytes).digest('hex')) : uid(said)
  left.set('00080018', encodeText('00080018', 'UI', instance, target))
  const meta = metaOf(uidOf(dataSet, 'x00080016'), instance, syntaxOf(file, target))
  const elements = [...left].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, element]) => element)

  const hadOverlays = Object.keys(dataSet.elements).some((tag) => /^x60..3000$/.test(tag) || /^x60..0102$/.test(tag))
  return {
    parts: [meta, ...elements, ...written],
    warnings: [
      ...burnedInWarnings(dataSet).filter((warning) => !cleanPixels || !warning.startsWith('text-')),
      ...(black && !cleanPixels ? ['boxes-unconfirmed' as const] : []),
      ...(hadOverlays ? ['overlays-removed' as const] : []),
    ],
    replaced: [
      { attribute: 'PatientName', old: patient.name, new: pseudonym },
      { attribute: 'PatientID', old: patient.id, new: pseudonym },
      ...[...uids].map(([old, mapped]) => ({ attribute: 'UID', old, new: mapped })),
      ...(request.shiftDates ? [{ attribute: 'days', old: '', new: String(keyed.days(patient)) }] : []),
    ],
  }
}

function patientOf(dataSet: DataSet): Patient {
  const text = (tag: string, vr: string): string => decodeText(dataSet, tag, dataSet, vr) ?? ''
  return {
    id: text('x00100020', 'LO'),
    issuer: text('x00100021', 'LO'),
    name: text('x00100010', 'PN'),
    born: text('x00100030', 'DA'),
    study: uidOf(dataSet, 'x0020000d') || uidOf(dataSet, 'x00080018'),
  }
}

const uidOf = (dataSet: DataSet, tag: string): string => (textOf(dataSet, tag) ?? '').replaceAll(/[\0\s]/g, '')

/** As the data set is really written, whatever its file says. */
function encodingOf({ dataSet, littleEndian }: DicomFile): Encoding {
  return { explicit: Object.values(dataSet.elements).some(({ vr }) => vr !== undefined), littleEndian }
}

/** Deflated data sets are written as they are within. */
function syntaxOf({ transferSyntax, pixels }: DicomFile, { explicit, littleEndian }: Encoding): string {
  const isPlain = pixels?.length !== undefined && (Object.values(syntaxUids) as string[]).includes(transferSyntax)
  if (!isPlain && pixels?.length === undefined) return transferSyntax
  if (!littleEndian) return syntaxUids.explicitBig
  return explicit ? syntaxUids.explicit : syntaxUids.implicit
}

/** Preamble and file meta information, PS3.10 7.1: nothing of the old ones. */
function metaOf(sopClass: string, instance: string, syntax: string): Buffer {
  const rest = Buffer.concat([
    encodeElement('00020001', 'OB', new Uint8Array([0, 1]), explicitLittle),
    encodeText('00020002', 'UI', sopClass, explicitLittle),
    encodeText('00020003', 'UI', instance, explicitLittle),
    encodeText('00020010', 'UI', syntax, explicitLittle),
    encodeText('00020012', 'UI', implementation.uid, explicitLittle),
    encodeText('00020013', 'SH', implementation.name, explicitLittle),
  ])
  const length = Buffer.alloc(4)
  length.writeUInt32LE(rest.length)
  return Buffer.concat([
    Buffer.alloc(128),
    Buffer.from('DICM', 'latin1'),
    encodeElement('00020000', 'UL', length, explicitLittle),
    rest,
  ])
}

const pixelTags: Record<string, string> = { Float32Array: '7fe00008', Float64Array: '7fe00009' }

function blackPixels({ bytes, image }: BlackedOut): PixelData {
  const length = bytes.reduce((sum, { length }) => sum + length, 0)
  const tag = image.float ? (pixelTags[image.bitsAllocated === 32 ? 'Float32Array' : 'Float64Array'] ?? '') : '7fe00010'
  const vr = image.float ? (image.bitsAllocated === 32 ? 'OF' : 'OD') : image.bitsAllocated > 8 ? 'OW' : 'OB'
  return [
    elementHead(tag, vr, length + (length % 2), explicitLittle),
    ...bytes,
    ...(length % 2 ? [new Uint8Array(1)] : []),
  ]
}

/** What the Image Pixel module says of samples without compression, PS3.3 C.7.6.3. */
function pixelElements(image: ImagePixel): [string, Buffer][] {
  const short = (tag: string, value: number): [string, Buffer] => {
    const bytes = Buffer.alloc(2)
    bytes.writeUInt16LE(value)
    return [tag, encodeElement(tag, 'US', bytes, explicitLittle)]
  }
  return [
    ['00280004', encodeText('00280004', 'CS', image.photometric, explicitLittle)],
    ...(image.samplesPerPixel === 3 ? [short('00280006', 0)] : []),
    ...(image.float
      ? []
      : [
          short('00280100', image.bitsAllocated),
          short('00280101', image.bitsStored),
          short('00280102', image.highBit),
          short('00280103', image.signed ? 1 : 0),
        ]),
  ]
}
