import fc from 'fast-check'
import type { Mark } from '#shared/mark.ts'

export const filmSize = { columns: 400, rows: 500 }

const category = fc.option(
  fc.string({ minLength: 1, maxLength: 20, unit: 'grapheme-ascii' }).map((text) => `fract ${text}`.trim()),
  { nil: undefined },
)
const about = <T extends object>(outline: T, name: string | undefined): T => ({ ...outline, ...(name ? { category: name } : {}) }) // prettier-ignore
const between = (least: number, most: number) => fc.double({ min: least, max: most, noNaN: true })

const bounds = fc
  .tuple(between(0, 300), between(0, 400), between(2, 90), between(2, 90))
  .map(([x, y, width, height]) => ({ x: x + 0, y: y + 0, width, height }))

/** A triangle and more: corners around a middle, so that it has an area. */
const points = fc
  .tuple(between(60, 300), between(60, 400), fc.array(between(5, 50), { minLength: 3, maxLength: 12 }))
  .map(([x, y, radii]) =>
    radii.map((radius, i): [number, number] => {
      const turn = (2 * Math.PI * i) / radii.length
      return [x + radius * Math.cos(turn), y + radius * Math.sin(turn)]
    }),
  )

/** Any mark that lies wholly on a film of {@link filmSize}. */
export const anyMark: fc.Arbitrary<Mark> = fc.oneof(
  fc.tuple(bounds, category).map(([box, name]) => about({ shape: 'box' as const, ...box }, name)),
  fc.tuple(bounds, category).map(([box, name]) => about({ shape: 'ellipse' as const, ...box }, name)),
  fc.tuple(points, category).map(([corners, name]) => about({ shape: 'polygon' as const, points: corners }, name)),
)
