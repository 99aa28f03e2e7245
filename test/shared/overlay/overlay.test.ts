import { describe, expect, it } from 'vitest'
import { evidenceColour, expertColour } from '#shared/overlay/colours.ts'
import { evidencePicture, evidenceTop, largestAddition, type OverlayPicture } from '#shared/overlay/evidencePicture.ts'
import { expertMarks, gatingPicture } from '#shared/overlay/gatingPicture.ts'
import { upsample } from '#shared/overlay/upsample.ts'
import { makeReading } from '../../renderer/support/films.ts'

const { maps } = makeReading()

/** RGBA at a share (0 … 1) of the picture's width and height. */
function pixel(picture: OverlayPicture, x: number, y: number): number[] {
  const at = 4 * (Math.floor(y * picture.rows) * picture.columns + Math.floor(x * picture.columns))
  return [...picture.rgba.slice(at, at + 4)]
}

describe('upsample', () => {
  it('keeps the value in the middle of each cell', () => {
    const fine = upsample({ rows: 2, columns: 3, values: [1, 2, 3, 4, 5, 9] }, 5)
    expect([fine.rows, fine.columns]).toEqual([10, 15])
    const middles = [2, 7].flatMap((row) => [2, 7, 12].map((column) => fine.values[row * 15 + column]))
    expect(middles).toEqual([1, 2, 3, 4, 5, 9])
  })

  it('leaves an even field even and runs straight along a slope', () => {
    expect(
      upsample({ rows: 3, columns: 3, values: Array<number>(9).fill(0.5) }, 7).values.every((value) => value === 0.5),
    ).toBe(true)
    const slope = upsample({ rows: 1, columns: 6, values: [0, 1, 2, 3, 4, 5] }, 3).values
    expect([...slope.slice(4, 14)].map((value, i, all) => i && value - all[i - 1]!).slice(1)).toEqual(
      Array.from({ length: 9 }, () => expect.closeTo(1 / 3)),
    )
  })
})

describe('evidence overlay', () => {
  it('paints only what speaks for a fracture', () => {
    const picture = evidencePicture(maps)
    expect(pixel(picture, 0.75, 0.25)[3]).toBe(0)
    expect(pixel(picture, 0.25, 0.25)[3]).toBe(255)
    const weaker = pixel(picture, 0.75, 0.75)[3]!
    expect(weaker).toBeGreaterThan(0)
    expect(weaker).toBeLessThan(255)
  })

  it('does not stretch weak evidence to full colour', () => {
    const weak = { ...maps, evidence: [0.2, -0.1, 0, 0.1] }
    const outweighed = { ...maps, evidence: [4, -40, 0, 2] }
    expect([weak, outweighed, maps].map(evidenceTop)).toEqual([1, 40, 4])
    for (const little of [weak, outweighed]) expect(pixel(evidencePicture(little), 0.25, 0.25)[3]).toBeLessThan(100)
  })

  it('says what a place adds to the mean', () => {
    expect(largestAddition(maps)).toBe(1)
  })

  it('grows brighter and more opaque with the evidence', () => {
    const steps = [0, 0.25, 0.5, 0.75, 1].map(evidenceColour)
    for (const [i, step] of steps.slice(1).entries()) {
      expect(step.alpha).toBeGreaterThan(steps[i]!.alpha)
      expect(step.colour[0] + step.colour[1]).toBeGreaterThan(steps[i]!.colour[0] + steps[i]!.colour[1])
    }
  })
})

describe('expert overlay', () => {
  const split = {
    ...maps,
    gates: [
      [0.9, 0.1, 0.8, 0.3],
      [0.1, 0.9, 0.2, 0.7],
    ],
  }

  it('takes the hue of the leading expert, as opaque as its share', () => {
    const picture = gatingPicture(split)
    expect(pixel(picture, 0.25, 0.25)).toEqual([...expertColour(0), expect.closeTo(255 * 0.9, -1)])
    expect(pixel(picture, 0.75, 0.75)).toEqual([...expertColour(1), expect.closeTo(255 * 0.7, -1)])
  })

  it('numbers each leading expert where its share is largest, in film pixels', () => {
    expect(expertMarks(split)).toEqual([
      { expert: 0, x: 1, y: 0 },
      { expert: 1, x: 3, y: 0 },
    ])
    expect(expertMarks(maps).map((mark) => mark.expert)).toEqual([0])
  })

  it('paints sixty-four experts on fourteen places a side', () => {
    const cells = 14 * 14
    const gates = Array.from({ length: 64 }, (_, expert) =>
      Array.from({ length: cells }, (_, cell) => (cell % 64 === expert ? 1 : 0)),
    )
    const picture = gatingPicture({ ...maps, rows: 14, columns: 14, evidence: Array<number>(cells).fill(0), gates })
    expect(picture.rgba.length).toBe(4 * picture.rows * picture.columns)
    expect(picture.rows % 14).toBe(0)
  })
})
