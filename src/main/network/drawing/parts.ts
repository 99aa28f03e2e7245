import { decimalsIn, type Language } from '#shared/language.ts'

export type Point = readonly [x: number, y: number]
export type Box = { x: number; y: number; width: number; height: number }

/** Text as it may stand in SVG and HTML. */
export function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
}

/** 11 176 512 → `11.2 M`, as the language writes it. */
export function countedIn(language: Language, count: number): string {
  const units = [
    [1e9, 'G'],
    [1e6, 'M'],
    [1e3, 'k'],
  ] as const
  const unit = units.find(([size]) => count >= size)
  if (!unit) return String(count)
  const value = count / unit[0]
  return `${decimalsIn(language, value, value < 100 ? 1 : 0)} ${unit[1]}`
}

export const right = (box: Box): Point => [box.x + box.width, box.y + box.height / 2]
export const left = (box: Box): Point => [box.x, box.y + box.height / 2]
export const bottom = (box: Box): Point => [box.x + box.width / 2, box.y + box.height]
export const top = (box: Box): Point => [box.x + box.width / 2, box.y]

/** A box with a title and smaller lines under it; a frozen one is dashed. */
export function drawBox(box: Box, title: string, lines: readonly string[], frozen: boolean): string {
  const middle = box.x + box.width / 2
  const first = box.y + box.height / 2 - (lines.length * 14) / 2 + 4
  const texts = lines.map(
    (line, i) => `<text class="net-small" x="${middle}" y="${first + 14 * (i + 1)}">${escaped(line)}</text>`,
  )
  return [
    `<rect class="${frozen ? 'net-box net-frozen' : 'net-box'}" x="${box.x}" y="${box.y}" width="${box.width}" height="${box.height}" rx="4"/>`,
    `<text class="net-title" x="${middle}" y="${first}">${escaped(title)}</text>`,
    ...texts,
  ].join('')
}

/** A line through the points with a head at its end. */
export function drawArrow(...points: Point[]): string {
  return `<polyline class="net-arrow" points="${points.map((point) => point.join(',')).join(' ')}" marker-end="url(#net-head)"/>`
}

/** Right, then up or down, then right again. */
export function drawElbow(from: Point, to: Point): string {
  const x = (from[0] + to[0]) / 2
  return drawArrow(from, [x, from[1]], [x, to[1]], to)
}
