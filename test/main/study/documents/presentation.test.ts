import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { DocumentContent } from '#shared/document.ts'
import { documentOf } from '#main/study/documents/document.ts'
import { shapePoints } from '#main/study/documents/shapePoints.ts'
import { explicitLittleEndian, writeDicomFile, type DicomElement } from '../../../support/dicomWriter.ts'
import { newFolder } from '../../../support/folder.ts'

type Presentation = Extract<DocumentContent, { kind: 'presentation' }>

const graphic = (type: string, points: number[], units = 'PIXEL', more: DicomElement[] = []): DicomElement[] => [
  { tag: 0x00700005, vr: 'CS', value: units },
  { tag: 0x00700022, vr: 'FL', value: points },
  { tag: 0x00700023, vr: 'CS', value: type },
  ...more,
]

/** A presentation state as somebody else might write it, of films `1.2.1` and `1.2.2`. */
async function opened(
  objects: DicomElement[][],
  more: DicomElement[] = [],
  own: DicomElement[] = [],
): Promise<Presentation> {
  const reference = (uid: string): DicomElement[] => [{ tag: 0x00081155, vr: 'UI', value: uid }]
  const elements: DicomElement[] = [
    { tag: 0x00080016, vr: 'UI', value: '1.2.840.10008.5.1.4.1.1.11.1' },
    {
      tag: 0x00081115,
      vr: 'SQ',
      value: [[{ tag: 0x00081140, vr: 'SQ', value: [reference('1.2.1'), reference('1.2.2')] }]],
    },
    {
      tag: 0x0070005a,
      vr: 'SQ',
      value: [
        [
          { tag: 0x00700052, vr: 'SL', value: bytesOf([1, 1]) },
          { tag: 0x00700053, vr: 'SL', value: bytesOf([100, 200]) },
        ],
      ],
    },
    {
      tag: 0x00700001,
      vr: 'SQ',
      value: [[...own, { tag: 0x00700002, vr: 'CS', value: 'HERS' }, { tag: 0x00700009, vr: 'SQ', value: objects }]],
    },
    ...more,
  ]
  const path = join(await newFolder(), 'state.dcm')
  await writeFile(path, writeDicomFile(elements, explicitLittleEndian, { sopClass: '1.2.840.10008.5.1.4.1.1.11.1' }))
  const content = await documentOf(path)
  if (content?.kind !== 'presentation') throw new Error('No presentation state.')
  return content
}

function bytesOf(values: number[]): Uint8Array {
  return new Uint8Array(Int32Array.from(values).buffer)
}

describe('what a presentation state draws', () => {
  it('is drawn over all of its films, or over those that an annotation names, with their frames', async () => {
    const line = graphic('POLYLINE', [1, 2, 3, 4])
    expect((await opened([line])).drawings).toEqual([
      {
        layer: 'HERS',
        of: [{ sopInstanceUid: '1.2.1' }, { sopInstanceUid: '1.2.2' }],
        shapes: [{ type: 'line', points: [[1, 2], [3, 4]], filled: false, dashed: false }], // prettier-ignore
      },
    ])
    const one = [{ tag: 0x00081155, vr: 'UI', value: '1.2.2' }, { tag: 0x00081160, vr: 'IS', value: '1\\3' }] // prettier-ignore
    const { drawings } = await opened([line], [], [{ tag: 0x00081140, vr: 'SQ', value: [one] }])
    expect(drawings[0]!.of).toEqual([{ sopInstanceUid: '1.2.2', frames: [0, 2] }])
  })

  it.each([
    [0, 'N', [25, 20]],
    [90, 'N', [10, 150]],
    [180, 'N', [75, 180]],
    [270, 'N', [90, 50]],
    [0, 'Y', [75, 20]],
    [90, 'Y', [10, 50]],
  ])('lies where the display has it, turned by %d, mirrored %s', async (turn, flip, at) => {
    const { drawings } = await opened(
      [graphic('POINT', [0.25, 0.1], 'DISPLAY')],
      [{ tag: 0x00700041, vr: 'CS', value: flip }, { tag: 0x00700042, vr: 'US', value: turn }], // prettier-ignore
    )
    const [shape] = drawings[0]!.shapes
    if (shape?.type !== 'point') throw new Error('No point.')
    expect(shape.at.map((value) => Math.round(value))).toEqual(at)
  })

  it('leaves out kinds that it does not know, says how many, and draws the rest', async () => {
    const content = await opened([
      graphic('SPIRAL', [1, 2, 3, 4]),
      graphic('POLYLINE', [1, 2, 3, 4], 'MATRIX'),
      graphic('POLYLINE', []),
      graphic('CIRCLE', [50, 50, 60, 50]),
    ])
    expect(content.left).toBe(3)
    expect(content.drawings[0]!.shapes).toHaveLength(1)
  })
})

it('draws circles and ellipses through their points', () => {
  fc.assert(
    fc.property(
      fc.float({ min: -500, max: 500, noNaN: true }),
      fc.float({ min: 1, max: 200, noNaN: true }),
      (x, radius) => {
        const points = shapePoints('CIRCLE', [[x, 5], [x + radius, 5]])! // prettier-ignore
        for (const [px, py] of points) expect(Math.hypot(px - x, py - 5)).toBeCloseTo(radius, 3)
        const ellipse = shapePoints('ELLIPSE', [[x - radius, 0], [x + radius, 0], [x, -1], [x, 1]])! // prettier-ignore
        for (const [px, py] of ellipse) expect(((px - x) / radius) ** 2 + py ** 2).toBeCloseTo(1, 3)
      },
    ),
    { seed: 21 },
  )
})
