import { expect, it } from 'vitest'
import type { Annotation, AnnotationKind } from '#shared/annotation.ts'
import { rectangleBoxes } from '#renderer/features/deidentify/rectangles.ts'

const drawn = (kind: AnnotationKind, ...points: [number, number][]): Annotation => ({
  ...{ id: 'a', kind, frame: 0, text: '' },
  points: points.map(([x, y]) => ({ x, y })),
})
const film = { rows: 200, columns: 160 }

it('covers every pixel that a rectangle touches, whichever corner was drawn first', () => {
  const box = { x: 10, y: 20, width: 31, height: 6 }
  expect(rectangleBoxes([drawn('rectangle', [10.2, 20.9], [40.1, 25.5])], film)).toEqual([box])
  expect(rectangleBoxes([drawn('rectangle', [40.1, 25.5], [10.2, 20.9])], film)).toEqual([box])
})

it('ends at the border of the film, and takes no other shapes', () => {
  const shapes = [
    drawn('rectangle', [-5, -5], [500, 500]),
    drawn('rectangle', [161, 0], [170, 9]),
    drawn('ellipse', [1, 1], [9, 9]),
  ]
  expect(rectangleBoxes(shapes, film)).toEqual([{ x: 0, y: 0, width: 160, height: 200 }])
})
