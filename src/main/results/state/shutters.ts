import type { DataSet } from 'dicom-parser'
import { decimalsOf, groupOf, shortOf, textOf } from '#main/study/dicom/attributes.ts'
import type { Attributes } from '../object/elements.ts'

const shapes = ['RECTANGULAR', 'CIRCULAR', 'POLYGONAL']

const whole = (values: readonly number[]): string[] => values.map((value) => String(Math.round(value)))

/**
 * The film's display shutter (PS3.3 C.7.6.11), which a presentation state would take away if it did not say it again. A
 * shutter that is a bitmap is an overlay of the film, and not repeated.
 */
export function shutterAgain(dataSet: DataSet, frame: number): Attributes {
  const group = groupOf(dataSet, frame, 'x00189472')
  const said = (textOf(group, 'x00181600') ?? '').split('\\').map((shape) => shape.trim())
  const numbers = (tag: string): number[] => decimalsOf(group, tag)
  const parts: Record<string, Attributes | undefined> = {
    RECTANGULAR: edges(numbers),
    CIRCULAR: circle(numbers('x00181610'), numbers('x00181612')),
    POLYGONAL: polygon(numbers('x00181620')),
  }
  const known = said.filter((shape) => shapes.includes(shape) && parts[shape] !== undefined)
  if (known.length === 0 || known.length < said.length) return {}
  return {
    ShutterShape: known,
    ...Object.assign({}, ...known.map((shape) => parts[shape])),
    ShutterPresentationValue: shortOf(group, 'x00181622') ?? 0,
  }
}

function edges(numbers: (tag: string) => number[]): Attributes | undefined {
  const [left, right, upper, lower] = ['x00181602', 'x00181604', 'x00181606', 'x00181608'].map((tag) => numbers(tag)[0])
  if (left === undefined || right === undefined || upper === undefined || lower === undefined) return undefined
  if ([left, right, upper, lower].some(Number.isNaN)) return undefined
  const [l, r, u, d] = whole([left, right, upper, lower])
  return {
    ShutterLeftVerticalEdge: l,
    ShutterRightVerticalEdge: r,
    ShutterUpperHorizontalEdge: u,
    ShutterLowerHorizontalEdge: d,
  }
}

function circle(centre: readonly number[], [radius]: readonly number[]): Attributes | undefined {
  if (centre.length !== 2 || radius === undefined || [...centre, radius].some(Number.isNaN)) return undefined
  return { CenterOfCircularShutter: whole(centre), RadiusOfCircularShutter: whole([radius])[0] }
}

function polygon(vertices: readonly number[]): Attributes | undefined {
  if (vertices.length < 6 || vertices.length % 2 !== 0 || vertices.some(Number.isNaN)) return undefined
  return { VerticesOfThePolygonalShutter: whole(vertices) }
}
