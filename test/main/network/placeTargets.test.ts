import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Mark } from '#shared/mark.ts'
import { movedPoint } from '#main/dataset/movedPoint.ts'
import { vary, type Variation } from '#main/dataset/augment.ts'
import { networkInput } from '#main/network/networkInput.ts'
import { placeTargets, regionToInput } from '#main/network/placeTargets.ts'
import { anyMark, filmSize } from '../../support/anyMark.ts'

const box = (x: number, y: number, width: number, height: number): Mark => ({ shape: 'box', x, y, width, height })
/** A film of 80 × 80 whose 4 × 4 places are 20 pixels wide. */
const square = regionToInput({ x: 0, y: 0, width: 80, height: 80 })
const targets = (fractured: boolean, ...marks: Mark[]) => [...placeTargets({ fractured, marks }, square, 4)]
const none = new Array<number>(16).fill(0)
const withPlaces = (places: Record<number, number>) => none.map((value, at) => places[at] ?? value)

describe('placeTargets', () => {
  it('calls a place a fracture that is covered for a quarter, or covers a quarter of a mark', () => {
    // Half of place 5, and an eighth of it on place 6.
    expect(targets(true, box(20, 20, 22, 10))).toEqual(withPlaces({ 5: 1, 6: -1 }))
    // Far smaller than a place, but whole in it.
    expect(targets(true, box(1, 1, 2, 2))).toEqual(withPlaces({ 0: 1 }))
    // Half in each of two places, and a little of both in those above.
    expect(targets(true, box(18, 19.9, 4, 2))).toEqual(withPlaces({ 0: -1, 1: -1, 4: 1, 5: 1 }))
  })

  it('teaches at least one place of a mark that no place has a quarter of', () => {
    expect(targets(true, box(1, 5, 79, 1))).toEqual(withPlaces({ 0: -1, 1: 1, 2: 1, 3: 1 }))
    const five = [...placeTargets({ fractured: true, marks: [box(3, 5, 77, 1)] }, square, 8)].slice(0, 8)
    expect(five.filter((value) => value === 1).length).toBeGreaterThan(0)
    expect(five.filter((value) => value === 0)).toEqual([])
  })

  it('adds up what several marks cover', () => {
    expect(targets(true, box(0, 0, 20, 3), box(0, 10, 20, 3))[0]).toBe(1)
  })

  it('knows nothing of places of a fractured film without marks, and all of one without a fracture', () => {
    expect(new Set(targets(true))).toEqual(new Set([-1]))
    expect([...placeTargets({ fractured: true }, square, 2)]).toEqual([-1, -1, -1, -1])
    expect(targets(false)).toEqual(none)
  })

  it('ignores what is marked on a film labelled as without fracture', () => {
    expect(targets(false, box(20, 20, 22, 10))).toEqual(withPlaces({ 5: -1, 6: -1 }))
  })

  it('takes no notice of a mark that has left the input, and little of one that almost has', () => {
    expect(targets(true, box(80, 0, 9, 9))).toEqual(none)
    expect(targets(true, box(79, 0, 20, 4))).toEqual(withPlaces({ 3: -1 }))
  })

  it('finds the place of a mark on a padded and on a squashed film', () => {
    const film = { ...flat(40, 80), values: new Uint8Array(40 * 80) }
    const mark = box(0, 0, 20, 20)
    const padded = regionToInput(networkInput(film, { inputSize: 64, fit: 'pad' }).region)
    expect([...placeTargets({ fractured: true, marks: [mark] }, padded, 4)].indexOf(1)).toBe(1)
    const squashed = regionToInput(networkInput(film, { inputSize: 64, fit: 'squash' }).region)
    const found = [...placeTargets({ fractured: true, marks: [mark] }, squashed, 4)]
    expect([found.indexOf(1), found.filter((value) => value === 1).length]).toEqual([0, 2])
  })

  it('teaches a place of every mark that lies on the film', () => {
    const view = regionToInput({ x: -50, y: 0, width: filmSize.rows, height: filmSize.rows })
    fc.assert(
      fc.property(anyMark, fc.integer({ min: 4, max: 20 }), (mark, grid) => {
        const found = placeTargets({ fractured: true, marks: [mark] }, view, grid)
        expect(found).toContain(1)
        expect(placeTargets({ fractured: false, marks: [mark] }, view, grid)).not.toContain(1)
      }),
      { seed: 4 },
    )
  })
})

describe('movedPoint', () => {
  it.each<[string, Partial<Variation>]>([
    ['as it is', {}],
    ['mirrored', { mirrored: true }],
    ['shifted', { shiftX: 0.1, shiftY: -0.05 }],
    ['turned', { radians: 0.3 }],
    ['all of it', { mirrored: true, shiftX: -0.07, shiftY: 0.04, radians: -0.2 }],
  ])('goes where the pixels go: %s', (_, changes) => {
    const size = 64
    const variation = { shiftX: 0, shiftY: 0, mirrored: false, radians: 0, brightness: 1, contrast: 1, ...changes }
    const film = new Uint8Array(size * size)
    const [spotX, spotY] = [40, 22]
    for (let y = -2; y <= 2; y++) for (let x = -2; x <= 2; x++) film[(spotY + y) * size + spotX + x] = 255
    const varied = new Float32Array(size * size)
    vary(film, size, variation, varied)
    let [sum, sumX, sumY] = [0, 0, 0]
    varied.forEach((value, at) => {
      sum += value
      sumX += value * (at % size)
      sumY += value * Math.floor(at / size)
    })
    const [x, y] = movedPoint([(spotX + 0.5) / size, (spotY + 0.5) / size], variation)
    expect(x * size - 0.5).toBeCloseTo(sumX / sum, 1)
    expect(y * size - 0.5).toBeCloseTo(sumY / sum, 1)
  })
})

function flat(columns: number, rows: number) {
  const window = { function: 'LINEAR' as const, center: 128, width: 256 }
  return { rows, columns, slope: 1, intercept: 0, window, windows: [], inverted: false, minimum: 0, maximum: 255, warnings: [] } // prettier-ignore
}
