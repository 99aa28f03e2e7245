import { describe, expect, it } from 'vitest'
import { orientationEdges } from '#renderer/features/viewport/marks/orientation.ts'
import { scaleBarOf } from '#renderer/features/viewport/marks/scaleBar.ts'

const upright = { a: 2, b: 0, c: 0, d: 2, e: 0, f: 0 }
const quarter = { a: 0, b: 2, c: -2, d: 0, e: 0, f: 0 }
const mirrored = { ...upright, a: -2 }

describe('orientation markers', () => {
  it('stand at the edges towards which the file says the patient lies', () => {
    expect(orientationEdges('L\\F', upright)).toEqual({ left: 'R', right: 'L', top: 'H', bottom: 'F' })
    expect(orientationEdges('PL\\F', upright)).toMatchObject({ left: 'AR', right: 'PL' })
  })

  it('turn and mirror with the film', () => {
    // A quarter turn clockwise: the film's top (head) goes to the right.
    expect(orientationEdges('L\\F', quarter)).toEqual({ left: 'F', right: 'H', top: 'R', bottom: 'L' })
    expect(orientationEdges('L\\F', mirrored)).toEqual({ left: 'L', right: 'R', top: 'H', bottom: 'F' })
  })

  it('are left out where nothing or nothing sensible is said', () => {
    for (const said of [undefined, '', 'L', 'L\\', 'X\\Y']) expect(orientationEdges(said, upright)).toBeUndefined()
  })
})

describe('the scale bar', () => {
  const spacing = { calibration: 'at-detector', rowMm: 0.5, columnMm: 0.2 } as const

  it('is a round length that fits, along the axis that lies across the screen', () => {
    // 10 screen pixels a millimetre.
    expect(scaleBarOf(spacing, upright, 240)).toEqual({ mm: 20, widthPx: 200, calibration: 'at-detector' })
    expect(scaleBarOf(spacing, quarter, 240)).toEqual({ mm: 50, widthPx: 200, calibration: 'at-detector' })
    expect(scaleBarOf(spacing, upright, 9)!.mm).toBeCloseTo(0.5)
  })

  it('is not there where no spacing is known', () => {
    expect(scaleBarOf({ calibration: 'none' }, upright, 240)).toBeUndefined()
  })
})
