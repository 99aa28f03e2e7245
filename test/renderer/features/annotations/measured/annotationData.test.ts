import { parse } from 'csv-parse/sync'
import { describe, expect, it } from 'vitest'
import type { Annotation } from '#shared/annotation.ts'
import { makeFilm, makeGreyFilm } from '../../../support/films.ts'
import { annotationCsv, annotationData } from '#renderer/features/annotations/measured/annotationData.ts'

const drawn: Annotation[] = [
  {
    id: 'a',
    kind: 'length',
    frame: 0,
    points: [
      { x: 0, y: 0 },
      { x: 3, y: 4 },
    ],
    text: '',
  },
  {
    id: 'b',
    kind: 'rectangle',
    frame: 1,
    points: [
      { x: 0, y: 0 },
      { x: 2, y: 1 },
    ],
    text: '',
  },
  {
    id: 'c',
    kind: 'arrow',
    frame: 0,
    points: [
      { x: 1, y: 1 },
      { x: 2, y: 2 },
    ],
    text: '=gap, "here"',
  },
]
const header = {
  sopInstanceUid: '1.2.3',
  patientName: 'Roe^Jane',
  spacing: { calibration: 'at-detector', rowMm: 0.2, columnMm: 0.2 },
} as const
const data = annotationData(
  makeFilm('a', header),
  drawn,
  new Map([[1, makeGreyFilm({ values: Uint8Array.of(10, 20) })]]),
  true,
)

describe('annotations as data', () => {
  it('carry units and the state of calibration, and no name', () => {
    expect(data.film).toEqual({ sopInstanceUid: '1.2.3', rows: 4, columns: 3, spacing: header.spacing })
    expect(data.annotations[0]).toMatchObject({
      kind: 'length',
      frame: 1,
      calibration: 'at-detector',
      measurements: [{ quantity: 'length', unit: 'mm' }],
    })
    expect(data.annotations[0]!.measurements[0]!.value).toBeCloseTo(1)
    expect(data.annotations[1]!.measurements.map(({ quantity, value }) => [quantity, value])[1]).toEqual(['mean', 15])
    expect(JSON.stringify(data)).not.toContain('Roe')
    expect(JSON.stringify(annotationData(makeFilm('a', header), drawn, new Map(), false))).not.toContain('1.2.3')
  })

  it('are a table that other programs read, in which text is no formula', () => {
    const rows = parse(annotationCsv(data), { columns: true }) as Record<string, string>[]
    expect(rows.map(({ number, quantity, unit }) => [number, quantity, unit].join(' '))).toEqual([
      '1 length mm',
      '2 area mm²',
      '2 mean modality value',
      '2 deviation modality value',
      '2 minimum modality value',
      '2 maximum modality value',
      '3  ',
    ])
    expect(rows.at(-1)).toMatchObject({ text: `'=gap, "here"`, points_px: '1 1; 2 2', calibration: 'at-detector' })
  })
})
