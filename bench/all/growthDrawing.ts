import { scaleLog } from 'd3-scale'
import { line } from 'd3-shape'
import type { MeasuredCurve } from './curve.ts'

type Points = MeasuredCurve['points']

/** One line of a list: the cost at each size, and with which power of the size it grows at its end. */
export function said({ name, unit, points }: MeasuredCurve): string {
  const costs = points.map(([size, time]) => `${short(size)}: ${duration(time)}`).join(', ')
  return `- **${name}**, ${unit}: ${costs}; power ${exponent(points).toFixed(2)}`
}

/** Slope of the last two points of a curve in logarithms: 1 where twice the size costs twice the time. */
function exponent(points: Points): number {
  const [[size0, time0], [size1, time1]] = points.slice(-2) as [Points[number], Points[number]]
  return Math.log(time1 / time0) / Math.log(size1 / size0)
}

const [columns, width, height] = [3, 300, 210]
const margin = { left: 56, right: 16, top: 34, bottom: 40 }

/** One panel a curve, both axes logarithmic; a dashed line costs as much for each piece, whatever their number. */
export function drawn(measured: readonly MeasuredCurve[]): string {
  const rows = Math.ceil(measured.length / columns)
  const panels = measured.map((one, i) => {
    const at = `translate(${(i % columns) * width} ${Math.floor(i / columns) * height})`
    return `<g transform="${at}">${panel(one)}</g>`
  })
  const size = `width="${columns * width}" height="${rows * height}" viewBox="0 0 ${columns * width} ${rows * height}"`
  const style = 'font-family="sans-serif" font-size="11" fill="#333"'
  return `<svg xmlns="http://www.w3.org/2000/svg" ${size} ${style} role="img">
<title>How costs grow: ${measured.map(({ name }) => name).join('; ')}</title>
<rect width="100%" height="100%" fill="#fff"/>
${panels.join('\n')}
</svg>
`
}

function panel({ name, unit, points }: MeasuredCurve): string {
  const sizes = points.map(([size]) => size)
  const times = points.map(([, time]) => time)
  const x = scaleLog([Math.min(...sizes), Math.max(...sizes)], [margin.left, width - margin.right])
  const y = scaleLog([Math.min(...times) / 1.5, Math.max(...times) * 1.5], [height - margin.bottom, margin.top])
  const path = (of: Points): string =>
    line<Points[number]>(
      ([size]) => x(size),
      ([, time]) => y(time),
    ).digits(1)(of)!
  const [firstSize, firstTime] = points[0]!
  const linear = points.map(([size]): Points[number] => [size, (firstTime * size) / firstSize])
  const shownLinear = linear.filter(([, time]) => time <= Math.max(...times) * 1.5)
  const text = (at: [number, number], said: string, more = ''): string =>
    `<text x="${at[0].toFixed(1)}" y="${at[1].toFixed(1)}" ${more}>${said}</text>`
  return [
    text([margin.left, 18], name, 'font-size="12" font-weight="600"'),
    `<path d="M${margin.left} ${margin.top}V${height - margin.bottom}H${width - margin.right}" fill="none" stroke="#999"/>`,
    shownLinear.length > 1 ? `<path d="${path(shownLinear)}" fill="none" stroke="#999" stroke-dasharray="4 4"/>` : '',
    `<path d="${path(points)}" fill="none" stroke="#0a5" stroke-width="2"/>`,
    ...points.map(
      ([size, time]) => `<circle cx="${x(size).toFixed(1)}" cy="${y(time).toFixed(1)}" r="3" fill="#0a5"/>`,
    ),
    ...sizes.map((size) => text([x(size), height - margin.bottom + 14], short(size), 'text-anchor="middle"')),
    ...ends(times, y).map((time) => text([margin.left - 6, y(time) + 4], duration(time), 'text-anchor="end"')),
    text([(margin.left + width - margin.right) / 2, height - 8], unit, 'text-anchor="middle"'),
  ].join('')
}

/** The first and the last time, or one of them where both would lie on each other. */
function ends(times: readonly number[], y: (time: number) => number): number[] {
  const [first, last] = [times[0]!, times.at(-1)!]
  return Math.abs(y(first) - y(last)) < 12 ? [first] : [first, last]
}

const short = (size: number): string =>
  size >= 1e6 ? `${size / 1e6} M` : size >= 1e4 ? `${size / 1e3} k` : size.toLocaleString('en')

const duration = (milliseconds: number): string =>
  milliseconds >= 1000
    ? `${Number((milliseconds / 1000).toPrecision(2))} s`
    : `${Number(milliseconds.toPrecision(2))} ms`
