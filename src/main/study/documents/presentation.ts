import type { DataSet } from 'dicom-parser'
import type { DocumentContent, Drawing, DrawnShape, FilmReference } from '#shared/document.ts'
import { itemsOf, shortOf, textOf } from '../dicom/attributes.ts'
import { decodeText } from '../dicom/characterSets.ts'
import { personName } from '../dicom/personName.ts'
import { shapePoints, type Point } from './shapePoints.ts'

type Presentation = Extract<DocumentContent, { kind: 'presentation' }>

const limits = { shapes: 2000, points: 20_000 }

/**
 * What a presentation state draws on which films: the objects and texts of its graphic layers, PS3.3 C.10.5, in film
 * pixels. Its window, turn and shutter are left to the one who looks; bitmaps and compound graphics are not drawn.
 */
export function presentationOf(dataSet: DataSet): Presentation {
  const all = itemsOf(dataSet, 'x00081115').flatMap((series) => referencesIn(series))
  const areas = itemsOf(dataSet, 'x0070005a').map((area) => ({
    of: referencesIn(area),
    toFilm: displayToFilm(area, dataSet),
  }))
  const drawings: Drawing[] = []
  let left = 0
  let drawn = 0
  for (const annotation of itemsOf(dataSet, 'x00700001')) {
    const own = referencesIn(annotation)
    left += itemsOf(annotation, 'x00700209').length
    const objects = [
      ...itemsOf(annotation, 'x00700009').map(graphicOf),
      ...itemsOf(annotation, 'x00700008').map((text) => textShape(text, dataSet)),
    ]
    // What is placed on the display lies elsewhere on each film that is displayed in another part.
    for (const { of, toFilm } of placesOf(own.length > 0 ? own : all, areas)) {
      const shapes = objects.flatMap((object) => {
        const shape = drawn < limits.shapes ? object?.(toFilm) : undefined
        if (shape) drawn++
        else left++
        return shape ? [shape] : []
      })
      if (shapes.length > 0) drawings.push({ layer: textOf(annotation, 'x00700002') ?? '', of, shapes })
    }
  }
  const patientName = personName(decodeText(dataSet, 'x00100010', dataSet, 'PN'))
  const description = decodeText(dataSet, 'x00700081', dataSet, 'LO')
  return {
    kind: 'presentation',
    title: description ?? textOf(dataSet, 'x00700080') ?? 'PR',
    ...(patientName ? { patientName } : {}),
    drawings,
    left,
  }
}

type ToFilm = (point: Point) => Point
type Area = { of: FilmReference[]; toFilm: ToFilm | undefined }

/** The referenced films, together where they are displayed in the same part. */
function placesOf(
  films: FilmReference[],
  areas: readonly Area[],
): { of: FilmReference[]; toFilm: ToFilm | undefined }[] {
  const areaOf = ({ sopInstanceUid }: FilmReference): Area | undefined =>
    areas.find(({ of }) => of.length === 0 || of.some((one) => one.sopInstanceUid === sopInstanceUid))
  return [...Map.groupBy(films, areaOf)].map(([area, of]) => ({ of, toFilm: area?.toFilm }))
}

/** Referenced Image Sequence, PS3.3 10.3; frames count from 1 there. */
function referencesIn(item: DataSet): FilmReference[] {
  return itemsOf(item, 'x00081140').flatMap((reference) => {
    const sopInstanceUid = textOf(reference, 'x00081155')
    if (sopInstanceUid === undefined) return []
    const frames = (textOf(reference, 'x00081160') ?? '')
      .split('\\')
      .map((frame) => Number.parseInt(frame, 10) - 1)
      .filter((frame) => frame >= 0)
    return [{ sopInstanceUid, ...(frames.length > 0 ? { frames } : {}) }]
  })
}

/** From fractions of the displayed area to film pixels, turn and mirroring undone, PS3.3 C.10.4 and C.10.6. */
function displayToFilm(area: DataSet, root: DataSet): ToFilm | undefined {
  const corner = (tag: string, index: number): number | undefined =>
    (area.elements[tag]?.length ?? 0) >= 8 ? area.int32(tag, index) : undefined
  const [x1, y1, x2, y2] = [
    corner('x00700052', 0),
    corner('x00700052', 1),
    corner('x00700053', 0),
    corner('x00700053', 1),
  ]
  if (x1 === undefined || y1 === undefined || x2 === undefined || y2 === undefined) return undefined
  const [left, right] = [Math.min(x1, x2) - 1, Math.max(x1, x2)]
  const [top, bottom] = [Math.min(y1, y2) - 1, Math.max(y1, y2)]
  const turn = shortOf(root, 'x00700042') ?? 0
  const mirrored = textOf(root, 'x00700041') === 'Y'
  return ([shownU, v]) => {
    const u = mirrored ? 1 - shownU : shownU
    const [x, y] = turn === 90 ? [v, 1 - u] : turn === 180 ? [1 - u, 1 - v] : turn === 270 ? [1 - v, u] : [u, v]
    return [left + x * (right - left), top + y * (bottom - top)]
  }
}

/** A shape once it is known where the display lies; undefined for what cannot be drawn. */
type Placed = ((toFilm: ToFilm | undefined) => DrawnShape | undefined) | undefined

function inFilm(units: string | undefined, toFilm: ToFilm | undefined): ToFilm | undefined {
  // Units are PIXEL, DISPLAY, or MATRIX for tiled images, which films are not.
  return units === 'DISPLAY' ? toFilm : units === 'PIXEL' ? (point) => point : undefined
}

function graphicOf(item: DataSet): Placed {
  const numbers = floats(item, 'x00700022')
  if (numbers.length > 2 * limits.points) return undefined
  const type = textOf(item, 'x00700023') ?? ''
  const filled = textOf(item, 'x00700024') === 'Y'
  const dashed = textOf(itemsOf(item, 'x00700232')[0] ?? item, 'x00700254') === 'DASHED'
  const units = textOf(item, 'x00700005')
  return (toFilm) => {
    const place = inFilm(units, toFilm)
    const points = place && shapePoints(type, pairs(numbers))?.map(place)
    if (!points || points.length === 0) return undefined
    if (type === 'POINT') return { type: 'point', at: points[0]! }
    return points.length > 1 ? { type: 'line', points, filled, dashed } : undefined
  }
}

function textShape(item: DataSet, root: DataSet): Placed {
  const text = decodeText(item, 'x00700006', root, 'ST')
  const box = floats(item, 'x00700010')
  const anchor = floats(item, 'x00700014')
  const [numbers, units] = box.length >= 2 ? [box, textOf(item, 'x00700003')] : [anchor, textOf(item, 'x00700004')]
  if (text === undefined || numbers.length < 2) return undefined
  return (toFilm) => {
    const at = inFilm(units, toFilm)?.([numbers[0]!, numbers[1]!])
    return at && { type: 'text', at, lines: text.split(/\r\n|\r|\n/).slice(0, 40) }
  }
}

/** FL. */
function floats(item: DataSet, tag: string): number[] {
  const count = Math.floor((item.elements[tag]?.length ?? 0) / 4)
  const values = Array.from(
    { length: Math.min(count, 2 * limits.points + 2) },
    (_, index) => item.float(tag, index) ?? NaN,
  )
  return values.every(Number.isFinite) ? values : []
}

function pairs(numbers: readonly number[]): Point[] {
  return Array.from({ length: Math.floor(numbers.length / 2) }, (_, index) => [
    numbers[2 * index]!,
    numbers[2 * index + 1]!,
  ])
}
