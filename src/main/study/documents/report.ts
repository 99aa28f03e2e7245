import type { DataSet } from 'dicom-parser'
import type { DocumentContent } from '#shared/document.ts'
import { itemsOf, textOf } from '../dicom/attributes.ts'
import { decodeText } from '../dicom/characterSets.ts'
import { personName } from '../dicom/personName.ts'

type Report = Extract<DocumentContent, { kind: 'report' }>
type Line = Report['lines'][number]

const limits = { lines: 2000, depth: 24, characters: 4000 }

/** The content tree of an SR document (PS3.3 C.17.3) as indented lines, whatever template it follows. */
export function reportOf(dataSet: DataSet): Report {
  const lines: Line[] = []
  const walk = (item: DataSet, depth: number): void => {
    for (const child of itemsOf(item, 'x0040a730')) {
      if (lines.length >= limits.lines || depth > limits.depth) return
      const label = meaningOf(child, 'x0040a043', dataSet) ?? ''
      const person = textOf(child, 'x0040a040') === 'PNAME'
      lines.push({ depth, label, value: valueOf(child, dataSet), person })
      walk(child, depth + 1)
    }
  }
  walk(dataSet, 0)
  const patientName = personName(decodeText(dataSet, 'x00100010', dataSet, 'PN'))
  return {
    kind: 'report',
    title: meaningOf(dataSet, 'x0040a043', dataSet) ?? textOf(dataSet, 'x00080060') ?? 'SR',
    ...(patientName ? { patientName } : {}),
    lines,
    cut: lines.length >= limits.lines,
  }
}

/** Code Meaning of a sequence's first code, or what stands in for one. */
function meaningOf(item: DataSet, tag: string, root: DataSet): string | undefined {
  const [code] = itemsOf(item, tag)
  return code && (decodeText(code, 'x00080104', root, 'LO') ?? textOf(code, 'x00080100'))
}

/** What an item says, by its Value Type (0040,A040). */
function valueOf(item: DataSet, root: DataSet): string {
  const text = (tag: string, vr: string): string => (decodeText(item, tag, root, vr) ?? '').slice(0, limits.characters)
  switch (textOf(item, 'x0040a040')) {
    case 'CODE':
      return meaningOf(item, 'x0040a168', root) ?? ''
    case 'TEXT':
      return text('x0040a160', 'UT')
    case 'NUM':
      return numberOf(item, root)
    case 'PNAME':
      return personName(text('x0040a123', 'PN')) ?? ''
    case 'DATE':
      return textOf(item, 'x0040a121') ?? ''
    case 'TIME':
      return textOf(item, 'x0040a122') ?? ''
    case 'DATETIME':
      return textOf(item, 'x0040a120') ?? ''
    case 'UIDREF':
      return textOf(item, 'x0040a124') ?? ''
    case 'SCOORD':
    case 'SCOORD3D':
      return shapeOf(item)
    case 'IMAGE':
    case 'COMPOSITE':
    case 'WAVEFORM':
      return referenceOf(item)
    default:
      return ''
  }
}

function numberOf(item: DataSet, root: DataSet): string {
  const [measured] = itemsOf(item, 'x0040a300')
  if (!measured) return meaningOf(item, 'x0040a301', root) ?? ''
  const unit = itemsOf(measured, 'x004008ea')[0]
  const short = unit && textOf(unit, 'x00080100')
  return [textOf(measured, 'x0040a30a') ?? '', short === '1' ? '' : (short ?? '')].join(' ').trim()
}

function shapeOf(item: DataSet): string {
  const count = Math.min(12, (item.elements.x00700022?.length ?? 0) / 4)
  const numbers = Array.from({ length: count }, (_, index) => Number((item.float('x00700022', index) ?? 0).toFixed(2)))
  return [textOf(item, 'x00700023') ?? '', numbers.join(' ')].join(' ').trim()
}

function referenceOf(item: DataSet): string {
  const [reference] = itemsOf(item, 'x00081199')
  if (!reference) return ''
  const frames = textOf(reference, 'x00081160')
  return [textOf(reference, 'x00081155') ?? '', frames ? `(${frames})` : ''].join(' ').trim()
}
