import type { DataSet, Element } from 'dicom-parser'
import type { Tag } from '#shared/library.ts'
import { bytesOf } from './dicom/attributes.ts'
import { decodeText } from './dicom/characterSets.ts'
import { parseDicom } from './dicom/dataSet.ts'
import { looksLikeDicom } from './dicom/sniff.ts'
import { tagText } from './dicom/tagText.ts'
import { headBytes } from './formats/picture/format.ts'
import { withStudyFile } from './file/studyFile.ts'

const limits = { elements: 5000, depth: 8, characters: 240, numbers: 16 }

/** How numbers of each binary VR are read, PS3.5 6.2. */
const numbers: Record<string, { bytes: number; read(view: DataView, at: number, little: boolean): number | bigint }> = {
  US: { bytes: 2, read: (view, at, little) => view.getUint16(at, little) },
  SS: { bytes: 2, read: (view, at, little) => view.getInt16(at, little) },
  UL: { bytes: 4, read: (view, at, little) => view.getUint32(at, little) },
  SL: { bytes: 4, read: (view, at, little) => view.getInt32(at, little) },
  UV: { bytes: 8, read: (view, at, little) => view.getBigUint64(at, little) },
  SV: { bytes: 8, read: (view, at, little) => view.getBigInt64(at, little) },
  FL: { bytes: 4, read: (view, at, little) => view.getFloat32(at, little) },
  FD: { bytes: 8, read: (view, at, little) => view.getFloat64(at, little) },
}
const texts = new Set([
  'AE',
  'AS',
  'CS',
  'DA',
  'DS',
  'DT',
  'IS',
  'LO',
  'LT',
  'PN',
  'SH',
  'ST',
  'TM',
  'UC',
  'UI',
  'UR',
  'UT',
])

type Known = { keyword: string; vr: string }

/**
 * The header of a DICOM file up to its pixels, element by element, sequences with their items below them; at most 5,000
 * elements, values cut to 240 characters. Empty for other formats. Rejects as opening the file does.
 */
export function fileTags(path: string): Promise<Tag[]> {
  return withStudyFile(path, async (file) => {
    if (!looksLikeDicom(await file.start(headBytes))) return []
    const { default: dictionary } = await import('@iwharris/dicom-data-dictionary')
    const known = (tag: string): Known | undefined => dictionary.elements[tag]
    const { dataSet, transferSyntax, littleEndian } = parseDicom(await file.whole())
    // The dictionary of PS3.6 leaves out the file's meta information.
    const meta = { keyword: 'TransferSyntaxUID', vr: 'UI' }
    const found: Tag[] = [entry('(0002,0010)', meta.vr, meta, 0, transferSyntax)]
    dump(dataSet, { found, depth: 0, root: dataSet, littleEndian, known })
    return found
  })
}

type Walk = { found: Tag[]; depth: number; root: DataSet; littleEndian: boolean; known(tag: string): Known | undefined }

function dump(dataSet: DataSet, walk: Walk): void {
  for (const key of Object.keys(dataSet.elements).sort()) {
    if (walk.found.length >= limits.elements) return
    const element = dataSet.elements[key]!
    const tag = tagText(key)
    const known = walk.known(tag)
    const vr = element.vr ?? known?.vr
    const items = element.items
    const value = items
      ? `${items.length} ${items.length === 1 ? 'item' : 'items'}`
      : valueOf(dataSet, element, vr, walk)
    walk.found.push(entry(tag, items ? 'SQ' : vr, known, walk.depth, value))
    if (walk.depth >= limits.depth) continue
    for (const item of items ?? []) if (item.dataSet) dump(item.dataSet, { ...walk, depth: walk.depth + 1 })
  }
}

function entry(tag: string, vr: string | undefined, known: Known | undefined, depth: number, value: string): Tag {
  // Odd groups are private, PS3.5 7.8.
  const isPrivate = Number.parseInt(tag.slice(1, 5), 16) % 2 === 1
  return {
    tag,
    ...(vr ? { vr } : {}),
    ...(known ? { keyword: known.keyword } : {}),
    private: isPrivate,
    depth,
    value: value.slice(0, limits.characters),
    cut: value.length > limits.characters,
  }
}

function valueOf(dataSet: DataSet, element: Element, vr: string | undefined, { root, littleEndian }: Walk): string {
  const bytes = bytesOf(dataSet, element.tag)
  if (!bytes) return ''
  const number = vr && numbers[vr]
  if (number) {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    const count = Math.floor(bytes.length / number.bytes)
    const read = Array.from({ length: Math.min(count, limits.numbers) }, (_, index) =>
      number.read(view, index * number.bytes, littleEndian),
    )
    return read.join('\\') + (count > limits.numbers ? `\\… (${count})` : '')
  }
  const text = vr && texts.has(vr) ? decodeText(dataSet, element.tag, root, vr) : undefined
  return text ?? (vr && texts.has(vr) ? '' : `${bytes.length} bytes`)
}
