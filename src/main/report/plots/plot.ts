import { scaleLinear, type ScaleLinear } from 'd3-scale'
import { line } from 'd3-shape'
import { escaped } from '#main/network/drawing/parts.ts'

export type Axis = { label: string; from: number; to: number; ticks?: number; format: (value: number) => string }
export type Scales = { x: ScaleLinear<number, number>; y: ScaleLinear<number, number> }
export type Legend = readonly { name: string; className: string }[]

const [width, height] = [360, 300]
const margin = { left: 48, right: 14, top: 12, bottom: 42 }

/**
 * A plot as inline SVG: axes with grid, whatever `marks` draws between them, and a legend. Colours are the page's, by
 * class.
 */
export function plot(
  title: string,
  axes: { x: Axis; y: Axis },
  marks: (scales: Scales) => string[],
  legend: Legend = [],
): string {
  const x = scaleLinear([axes.x.from, axes.x.to], [margin.left, width - margin.right])
  const y = scaleLinear([axes.y.from, axes.y.to], [height - margin.bottom, margin.top])
  const vertical = x
    .ticks(axes.x.ticks ?? 5)
    .map(
      (value) =>
        `<line class="grid" x1="${at(x(value))}" x2="${at(x(value))}" y1="${margin.top}" y2="${height - margin.bottom}"/>` +
        `<text class="tick" x="${at(x(value))}" y="${height - margin.bottom + 15}" text-anchor="middle">${axes.x.format(value)}</text>`,
    )
  const horizontal = y
    .ticks(axes.y.ticks ?? 5)
    .map(
      (value) =>
        `<line class="grid" x1="${margin.left}" x2="${width - margin.right}" y1="${at(y(value))}" y2="${at(y(value))}"/>` +
        `<text class="tick" x="${margin.left - 6}" y="${at(y(value) + 4)}" text-anchor="end">${axes.y.format(value)}</text>`,
    )
  const middle = (margin.top + height - margin.bottom) / 2
  const labels =
    `<text class="label" x="${(margin.left + width - margin.right) / 2}" y="${height - 8}" text-anchor="middle">${escaped(axes.x.label)}</text>` +
    `<text class="label" transform="translate(12 ${middle}) rotate(-90)" text-anchor="middle">${escaped(axes.y.label)}</text>`
  return (
    `<figure><svg viewBox="0 0 ${width} ${height}" role="img" aria-label="${escaped(title)}">${vertical.join('')}${horizontal.join('')}${labels}` +
    `${marks({ x, y }).join('')}</svg><figcaption><b>${escaped(title)}</b>${legend.map(legendEntry).join('')}</figcaption></figure>`
  )
}

function legendEntry({ name, className }: Legend[number]): string {
  return ` <span class="key"><svg viewBox="0 0 22 10" width="22" height="10" aria-hidden="true"><line class="${className}" x1="1" x2="21" y1="5" y2="5"/></svg> ${escaped(name)}</span>`
}

/** Two decimals are a fiftieth of a screen pixel here. */
export function at(value: number): number {
  return Math.round(value * 100) / 100
}

export function curve(className: string, points: readonly (readonly [number, number])[], { x, y }: Scales): string {
  const path = line<readonly [number, number]>(
    (point) => at(x(point[0])),
    (point) => at(y(point[1])),
  )
  return `<path class="${className}" d="${path([...points]) ?? ''}"/>`
}

export function dot(
  className: string,
  [dotX, dotY]: readonly [number, number],
  { x, y }: Scales,
  title: string,
  radius = 4,
): string {
  return `<circle class="${className}" cx="${at(x(dotX))}" cy="${at(y(dotY))}" r="${radius}"><title>${escaped(title)}</title></circle>`
}

export function bar(
  className: string,
  from: readonly [number, number],
  to: readonly [number, number],
  { x, y }: Scales,
  title: string,
): string {
  const [left, upper] = [Math.min(x(from[0]), x(to[0])), Math.min(y(from[1]), y(to[1]))]
  const [barWidth, barHeight] = [Math.abs(x(to[0]) - x(from[0])), Math.abs(y(to[1]) - y(from[1]))]
  return `<rect class="${className}" x="${at(left)}" y="${at(upper)}" width="${at(barWidth)}" height="${at(barHeight)}"><title>${escaped(title)}</title></rect>`
}
